// SPDX-License-Identifier: GPL-2.0
/*
 * The rest of the kernel, as much of it as the files taken in look at: data, memory as boot finds
 * it, warnings, and what does nothing here. Stand-ins are named sp_stub_X: the linker makes them X
 * where nothing else is X.
 */
#include <linux/memblock.h>
#include <linux/pgtable.h>
#include <linux/sched.h>
#include "surroundings.h"

struct task_struct *sp_current;
static char sp_task[sizeof(struct task_struct)] __aligned(64);
unsigned long sp_vmemmap, sp_linear_end, sp_entries_end;
s64 memstart_addr;
struct mm_struct init_mm;
unsigned long max_pfn, max_low_pfn;
bool page_alloc_available;
struct memblock memblock;
struct cpumask __cpu_possible_mask, __cpu_online_mask;
atomic_t __num_online_cpus = ATOMIC_INIT(1);
unsigned int nr_cpu_ids = 1;

/* Data of other files, as much of it as is looked at. */
#define DATA(name, size) char sp_stub_##name[size] __aligned(64);
DATA(arm64_use_ng_mappings, 64)
DATA(rsi_present, 64)
DATA(prot_ns_shared, 64)
DATA(__kfence_pool, 64)
DATA(_debug_pagealloc_enabled, 64)
DATA(_debug_pagealloc_enabled_early, 64)
DATA(contig_page_data, sizeof(struct pglist_data))
DATA(mem_section, sizeof(mem_section))
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

void sp_surroundings_begin(void)
{
	memstart_addr = sp_machine.memstart;
	sp_linear_end = 1UL << (VA_BITS - 1);
	sp_entries_end = min(sp_linear_end, SP_MOST_LINEAR);
	sp_current = (void *)sp_task;
	arm64_use_ng_mappings = sp_machine.non_global;
	*(int *)sp_stub_rsi_present = sp_machine.realm;
	prot_ns_shared = 1UL << 47;
	*(int *)sp_stub__debug_pagealloc_enabled = sp_machine.debug_pagealloc;
	sp_stub__debug_pagealloc_enabled_early[0] = sp_machine.debug_pagealloc;
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
NOTHING(dump_page)
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
