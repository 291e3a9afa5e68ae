// SPDX-License-Identifier: GPL-2.0
/*
 * arch/arm64/mm/mmu.c of the user's tree, whole; the calls of boot and of a program into it, and
 * what takes part in its locks and its stop_machine().
 */
#include <linux/mm.h>
#include <linux/memblock.h>
#include <linux/stop_machine.h>
#include <linux/memory_hotplug.h>
#include <linux/kfence.h>
#include <asm/sections.h>
#include "surroundings.h"

/* The kernel image is where the program's machine has it; nothing of it is ever read. */
#define IMAGE 0xffff800080000000UL
#define sp_image(pa) ((char *)(IMAGE + ((pa) - sp_machine.text)))
#define _text sp_image(sp_machine.text)
#define _stext sp_image(sp_machine.stext)
#define __init_begin sp_image(sp_machine.init_begin)
#define __init_end sp_image(sp_machine.init_end)
#define __bss_stop sp_image(sp_machine.bss_stop)

/* A table is announced with its level, which the functions that allocate know by this name. */
#undef pagetable_alloc
#define pagetable_alloc(gfp, order) (sp_level = pgtable_level, pagetable_alloc_noprof(gfp, order))
#define memblock_phys_alloc_range(size, align, start, end) \
	(sp_level = pgtable_level, (memblock_phys_alloc_range)(size, align, start, end))

/* What a leaf maps that is about to be split: a table for its pieces goes there. */
#define sp_near(phys) (sp_near_pfn = (phys) >> PAGE_SHIFT)
#undef pmd_pfn
#define pmd_pfn(pmd) sp_near(__pmd_to_phys(pmd) & PMD_MASK)
#undef pud_pfn
#define pud_pfn(pud) sp_near(__pud_to_phys(pud) & PUD_MASK)

#include SP_REAL

#define SP_CAP_(name) ARM64_##name
#define SP_CAP(name) SP_CAP_(name)
pgd_t (*sp_root)[];
extern bool rodata_full;
extern char *__kfence_pool;

const unsigned int sp_page_shift = PAGE_SHIFT, sp_va_bits = VA_BITS;
const unsigned int sp_levels = CONFIG_PGTABLE_LEVELS;
const unsigned int sp_cont_ptes = CONT_PTES, sp_cont_pmds = CONT_PMDS;
const unsigned int sp_struct_page = sizeof(struct page);
const int sp_has_kfence = IS_ENABLED(CONFIG_KFENCE);

unsigned long sp_symbol_to_phys(unsigned long symbol)
{
	return symbol < IMAGE ? __virt_to_phys_nodebug(symbol) : symbol - kimage_voffset;
}

static int sp_lock_name(struct mutex *lock)
{
	return lock == &pgtable_split_lock ? LOCK_SPLIT : lock == &fixmap_lock ? LOCK_FIXMAP : -1;
}

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

int sp_stub_stop_machine(cpu_stop_fn_t fn, void *arg, const struct cpumask *cpus)
{
	sp_emit(EV_ENTERED, 1, (word)STOP_MACHINE);
	SP_SPLIT_FLAG = num_online_cpus();	/* the other CPUs wait already */
	fn(arg);
	sp_emit(EV_LEFT, 1, (word)STOP_MACHINE);
	return 0;
}

/* The kernel as it is before it maps memory. */
void k_begin(word root_pa)
{
	sp_surroundings_begin();
	sp_root = (void *)__va(root_pa);
	init_mm.pgd = *sp_root;
	kimage_voffset = IMAGE - sp_machine.text;
	rodata_is_rw = true;
	SP_REQUIRES_BBML = false;
	sp_caps[ARM64_ALWAYS_BOOT] = 1;
	sp_caps[ARM64_BTI] = sp_machine.bti;
	rodata_full = sp_machine.rodata == RODATA_FULL;
#ifdef CONFIG_KFENCE
	kfence_early_init = sp_machine.kfence == KFENCE_EARLY;
#endif
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
	sp_caps[SP_CAP(SP_BBML_CAP)] = bbml2;
	linear_map_maybe_split_to_ptes();
}

void k_text_alias_ro(void)
{
	mark_linear_text_alias_ro();
}

/* The last part of mark_rodata_ro(): the parts before it are about the image's own mapping. */
void k_protect_data_alias(void)
{
	rodata_is_rw = false;
#ifdef SP_SET_DATA_ALIAS
	SP_SET_DATA_ALIAS(false);
#else
	update_mapping_prot(__pa_symbol(__init_end), (unsigned long)lm_alias(__init_end),
			    (unsigned long)__bss_stop - (unsigned long)__init_end, PAGE_KERNEL_RO);
#endif
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
