// SPDX-License-Identifier: GPL-2.0
/*
 * arch/arm64/mm/mmu.c of the user's tree, whole, and what the rest of the kernel would have given
 * it. Stand-ins are named sp_stub_X: the linker makes them X where nothing else is X.
 */
#include <linux/mm.h>
#include <linux/memblock.h>
#include <linux/stop_machine.h>
#include <linux/memory_hotplug.h>
#include <linux/kfence.h>
#include <asm/sections.h>
#include "splitproof.h"

/* The kernel image is where the program's machine has it; nothing of it is ever read. */
#define IMAGE 0xffff800080000000UL
#define sp_image(pa) ((char *)(IMAGE + ((pa) - sp_machine.text)))
#define _text sp_image(sp_machine.text)
#define _stext sp_image(sp_machine.stext)
#define __init_begin sp_image(sp_machine.init_begin)
#define __init_end sp_image(sp_machine.init_end)
#define __bss_stop sp_image(sp_machine.bss_stop)

/* A table is announced with its level, which the functions that allocate know by this name. */
static enum pgtable_level sp_level;
#undef pagetable_alloc
#define pagetable_alloc(gfp, order) (sp_level = pgtable_level, pagetable_alloc_noprof(gfp, order))
#define memblock_phys_alloc_range(size, align, start, end) \
	(sp_level = pgtable_level, (memblock_phys_alloc_range)(size, align, start, end))

#include SP_REAL

struct task_struct *sp_current;
static char sp_task[sizeof(struct task_struct)] __aligned(64);
unsigned char sp_caps[ARM64_NCAPS];
pgd_t (*sp_root)[];
unsigned long sp_tcr = (64UL - VA_BITS) << 16;
unsigned long sp_irqflags, sp_vmemmap, sp_linear_end, sp_entries_end;
s64 memstart_addr;
struct mm_struct init_mm;
unsigned long max_pfn, max_low_pfn;
bool page_alloc_available;
struct memblock memblock;
struct cpumask __cpu_possible_mask, __cpu_online_mask;
atomic_t __num_online_cpus = ATOMIC_INIT(1);
unsigned int nr_cpu_ids = 1;
extern bool rodata_full;
extern char *__kfence_pool;

const unsigned int sp_page_shift = PAGE_SHIFT, sp_va_bits = VA_BITS;
const unsigned int sp_levels = CONFIG_PGTABLE_LEVELS;
const unsigned int sp_cont_ptes = CONT_PTES, sp_cont_pmds = CONT_PMDS;
const unsigned int sp_struct_page = sizeof(struct page);
const int sp_has_kfence = IS_ENABLED(CONFIG_KFENCE);

/* Data of other files, as much of it as is looked at. */
#define DATA(name, size) char sp_stub_##name[size] __aligned(64);
DATA(arm64_use_ng_mappings, 64)
DATA(rsi_present, 64)
DATA(prot_ns_shared, 64)
DATA(__kfence_pool, 64)
DATA(_debug_pagealloc_enabled, 64)
DATA(_debug_pagealloc_enabled_early, 64)
DATA(contig_page_data, 65536)
DATA(mem_section, 65536)
DATA(zero_page_pfn, 64)
DATA(vm_node_stat, 4096)
DATA(cpu_number, 64)
DATA(__per_cpu_offset, 4096)
DATA(init_on_alloc, 64)
DATA(init_on_free, 64)
DATA(_totalram_pages, 64)
int sp_stub___num_possible_cpus = 1;

long sp_memstart(void)
{
	return memstart_addr;
}

unsigned long sp_symbol_to_phys(unsigned long symbol)
{
	return symbol < IMAGE ? __virt_to_phys_nodebug(symbol) : symbol - kimage_voffset;
}

bool sp_stub_cpu_supports_bbml2_noabort(void)
{
	return sp_machine.bbml2 != BBML2_NONE;
}

bool sp_stub_cpu_supports_bbml3(void)
{
	return sp_machine.bbml2 != BBML2_NONE;
}

void sp_warn(const char *file, int line, const char *function, const char *condition)
{
	sp_emit_text(EV_WARNED, line, function, condition, file);
}

void sp_bug(const char *file, int line)
{
	sp_die(DIED_BUG, line, file);
}

void sp_stub_panic(const char *format, ...)
{
	sp_die(DIED_BUG, 0, format);
}

int sp_stub__printk(const char *format, ...)
{
	return 0;
}

/* What does nothing here. */
#define NOTHING(name) long sp_stub_##name(void) { return 0; }
NOTHING(__warn_printk)
NOTHING(__printk_ratelimit)
NOTHING(warn_alloc)
NOTHING(preempt_schedule)
NOTHING(preempt_schedule_notrace)
NOTHING(blocking_notifier_call_chain)
NOTHING(__sync_icache_dcache)
NOTHING(_raw_spin_lock)
NOTHING(_raw_spin_unlock)
NOTHING(mod_node_page_state)
NOTHING(__mod_node_page_state)
NOTHING(lruvec_stat_mod_folio)
NOTHING(memblock_clear_nomap)
NOTHING(__add_pages)
NOTHING(__remove_pages)
NOTHING(up_read)
long sp_stub_down_read_trylock(void) { return 1; }
long sp_stub__raw_spin_trylock(void) { return 1; }
long sp_stub_mhp_range_allowed(void) { return 1; }

void sp_barrier(const char *what)
{
	if (!strcmp(what, "isb"))
		sp_emit(EV_BARRIER, 1, (word)ISB);
	else
		sp_emit(EV_BARRIER, 1, (word)(strstr(what, "st") ? ISHST : ISH));
}

/* What the function that runs was asked to invalidate; said once, with its first TLBI. */
static unsigned long sp_flush_start, sp_flush_end;
static int sp_flush_pending, sp_flush_walk;

void sp_flushing(unsigned long start, unsigned long end, int walk_cache)
{
	sp_flush_start = start & PAGE_MASK;
	sp_flush_end = PAGE_ALIGN(end);
	sp_flush_walk = walk_cache;
	sp_flush_pending = sp_flush_start != sp_flush_end;
	if (!sp_flush_pending)	/* asked for nothing: a call all the same */
		sp_emit(EV_INVALIDATED, 3, sp_kernel_va(start), sp_kernel_va(start), (word)FLUSH_RANGE);
}

void sp_tlbi(const char *text)
{
	word kind = strstr(text, "vmalle1") ? FLUSH_ALL : FLUSH_RANGE;

	if (!strstr(text, "1is"))
		kind = FLUSH_LOCAL;
	if (sp_flush_pending)
		sp_emit(EV_INVALIDATED, 3, sp_kernel_va(sp_flush_start), sp_kernel_va(sp_flush_end),
			sp_flush_walk ? (word)FLUSH_WALK : kind);
	sp_flush_pending = 0;
}

unsigned long sp_sysreg(const char *name)
{
	sp_die(DIED_UNMODELLED, 0, name);
}

/* Setting a slot is storing an entry; clearing it is that and an invalidation of its page. */
void *sp_fixmap(phys_addr_t phys)
{
	sp_emit(EV_BARRIER, 1, (word)ISHST);
	if (!phys)
		sp_emit(EV_BARRIER, 1, (word)ISH);
	sp_emit(EV_BARRIER, 1, (word)ISB);
	return phys ? __va(phys) : NULL;
}

static int sp_lock_name(struct mutex *lock)
{
	return lock == &pgtable_split_lock ? LOCK_SPLIT : lock == &fixmap_lock ? LOCK_FIXMAP : -1;
}

extern struct mutex *sp_purge_lock(void);

static void sp_lock_event(int kind, struct mutex *lock)
{
	int name = lock == sp_purge_lock() ? LOCK_PURGE : sp_lock_name(lock);

	if (name >= 0)
		sp_emit(kind, 1, (word)name);
}

void sp_stub_mutex_lock(struct mutex *lock)
{
	sp_lock_event(EV_LOCKED, lock);
}

void sp_stub_mutex_unlock(struct mutex *lock)
{
	sp_lock_event(EV_UNLOCKED, lock);
}

/* Tables. Those of areas are announced by vmalloc.c's callers with a level of their own. */
int sp_area_level = -1;

static void *sp_new_table(gfp_t gfp)
{
	int area = sp_area_level >= 0;
	word pa = sp_take_table(area ? sp_area_level : 3 - (int)sp_level, area ? AREA : LINEAR,
				gfpflags_allow_blocking(gfp));
	struct page *page;

	if (pa == NO_FRAME)
		return NULL;
	page = phys_to_page(pa);
	memset(page, 0, sizeof(*page));
	atomic_set(&page->_mapcount, -1);
	set_page_count(page, 1);
	if (gfp & __GFP_ZERO)
		clear_page(__va(pa));
	return page;
}

struct page *sp_stub_alloc_pages_noprof(gfp_t gfp, unsigned int order)
{
	return sp_new_table(gfp);
}

struct page *sp_stub___alloc_pages_noprof(gfp_t gfp, unsigned int order, int nid, nodemask_t *mask)
{
	return sp_new_table(gfp);
}

struct page *sp_stub_alloc_frozen_pages_noprof(gfp_t gfp, unsigned int order)
{
	struct page *page = sp_new_table(gfp);

	if (page)
		set_page_count(page, 0);
	return page;
}

void sp_stub___free_pages(struct page *page, unsigned int order)
{
	sp_free_frame(page_to_phys(page));
}

void sp_stub_free_frozen_pages(struct page *page, unsigned int order)
{
	sp_free_frame(page_to_phys(page));
}

phys_addr_t sp_stub_memblock_phys_alloc_range(phys_addr_t size, phys_addr_t align,
					      phys_addr_t start, phys_addr_t end)
{
	word pa = size == PAGE_SIZE ? sp_take_table(3 - (int)sp_level, LINEAR, 1)
				    : sp_kfence_frames(size);

	return pa == NO_FRAME ? 0 : pa;
}

void sp_stub_clear_page(void *page)
{
	frames_touch(__pa(page) >> PAGE_SHIFT);
	sp_emit(EV_ZEROED, 1, (word)__pa(page));
	memset(page, 0, PAGE_SIZE);
}

/* Memory: the banks of the program's machine. */
void sp_stub___next_mem_range(u64 *index, int nid, enum memblock_flags flags,
			      struct memblock_type *in, struct memblock_type *out,
			      phys_addr_t *start, phys_addr_t *end, int *node)
{
	if (*index >= sp_machine.banks) {
		*index = ULLONG_MAX;
		return;
	}
	*start = sp_machine.bank[*index].start;
	*end = *start + sp_machine.bank[*index].bytes;
	++*index;
}

int sp_stub_stop_machine(cpu_stop_fn_t fn, void *arg, const struct cpumask *cpus)
{
	sp_emit(EV_ENTERED, 1, (word)STOP_MACHINE);
	idmap_kpti_bbml2_flag = num_online_cpus();	/* the other CPUs wait already */
	fn(arg);
	sp_emit(EV_LEFT, 1, (word)STOP_MACHINE);
	return 0;
}

/* The kernel as it is before it maps memory. */
void k_begin(word root_pa)
{
	memstart_addr = sp_machine.memstart;
	sp_linear_end = 1UL << (VA_BITS - 1);
	sp_entries_end = min(sp_linear_end, SP_MOST_LINEAR);
	sp_current = (void *)sp_task;
	sp_root = (void *)__va(root_pa);
	init_mm.pgd = *sp_root;
	kimage_voffset = IMAGE - sp_machine.text;
	rodata_is_rw = true;
	SP_REQUIRES_BBML = false;
	sp_caps[ARM64_ALWAYS_BOOT] = 1;
	sp_caps[ARM64_BTI] = sp_machine.bti;
	arm64_use_ng_mappings = sp_machine.non_global;
	rodata_full = sp_machine.rodata == RODATA_FULL;
#ifdef CONFIG_KFENCE
	kfence_early_init = sp_machine.kfence == KFENCE_EARLY;
#endif
	*(int *)sp_stub_rsi_present = sp_machine.realm;
	prot_ns_shared = 1UL << 47;
	*(int *)sp_stub__debug_pagealloc_enabled = sp_machine.debug_pagealloc;
	sp_stub__debug_pagealloc_enabled_early[0] = sp_machine.debug_pagealloc;
	k_pageattr_begin();
}

void k_map_mem(void)
{
	map_mem();
	page_alloc_available = true;
}

void k_online(int cpus)
{
	atomic_set(&__num_online_cpus, cpus);
}

void k_finalize(int bbml2)
{
	sp_caps[ARM64_ALWAYS_SYSTEM] = 1;
	sp_caps[SP_BBML_CAP] = bbml2;
	linear_map_maybe_split_to_ptes();
}

void k_text_alias_ro(void)
{
	mark_linear_text_alias_ro();
}

/* The last part of mark_rodata_ro(): the parts before it are about the image's own mapping. */
void k_data_alias_ro(void)
{
	rodata_is_rw = false;
	update_mapping_prot(__pa_symbol(__init_end), (unsigned long)lm_alias(__init_end),
			    (unsigned long)__bss_stop - (unsigned long)__init_end, PAGE_KERNEL_RO);
}

long k_split(word start, word end)
{
	return split_kernel_leaf_mapping(start, end);
}

void k_flush(word start, word end)
{
	flush_tlb_kernel_range(start, end);
}

long k_add_memory(word pa, word bytes)
{
	struct mhp_params params = { .pgprot = pgprot_mhp(PAGE_KERNEL) };

	return arch_add_memory(0, pa, bytes, &params);
}

int k_may_offline(word pa, word bytes)
{
	return can_unmap_without_split(__phys_to_pfn(pa), bytes >> PAGE_SHIFT);
}

void k_remove_memory(word pa, word bytes)
{
	arch_remove_memory(pa, bytes, NULL, NULL);
}

long k_kfence_init_pool(word va)
{
#ifdef CONFIG_KFENCE
	__kfence_pool = (char *)va;
	if (va && !arch_kfence_init_pool()) {
		__kfence_pool = NULL;
		return -ENOMEM;
	}
#endif
	return 0;
}

word k_kfence_bytes(void)
{
#ifdef CONFIG_KFENCE
	return KFENCE_POOL_SIZE;
#else
	return 0;
#endif
}

word k_walk_root(void)
{
	return __pa(*sp_root);
}
