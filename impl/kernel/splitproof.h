/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the two halves of an executor know of each other: the kernel's files and their surroundings,
 * which see the kernel's headers, and the process with the program's machine, which sees none.
 *
 * Kernel addresses are those of shim/asm/memory.h: the bits above the VA size are taken off.
 */
#ifndef SPLITPROOF_H
#define SPLITPROOF_H

typedef unsigned long word;

#define SP_MAX_BANKS 16
#define SP_OBJECTS 64
#define SP_MAX_AREA 4096
/* Where the arrays of areas' pages are: a slot for each, its end unmapped. */
#define SP_SLOTS 0x74fe00000000UL
#define SP_SLOT 0x400000UL
#define SP_SLOT_GUARD 65536UL

/* io.splitproof.oracle.contract.MachineConfig; the enums in its order. */
struct sp_machine {
	word memstart, text, stext, init_begin, init_end, bss_stop;
	word bbml2, cpus, rodata, kfence, debug_pagealloc, realm, non_global, bti, inside, booted;
	word banks;
	struct { word start, bytes; } bank[SP_MAX_BANKS];
};
enum { BBML2_ALL, BBML2_BOOT, BBML2_NONE };
enum { RODATA_FULL, RODATA_NOALIAS, RODATA_OFF };
enum { KFENCE_NONE, KFENCE_EARLY, KFENCE_LATE };

/* What is announced; io.splitproof.impl.kernel.EventKind has the same order. */
enum sp_event {
	EV_HELLO, EV_END, EV_STORED, EV_FILLED, EV_ZEROED, EV_BARRIER, EV_INVALIDATED,
	EV_TABLE_ALLOCATED, EV_TABLE_FREED, EV_TRIED, EV_FAILED, EV_ALLOCATING, EV_LOCKED,
	EV_UNLOCKED, EV_ENTERED, EV_LEFT, EV_WARNED, EV_DIED, EV_AREA_MAPPED, EV_AREA_UNMAPPED,
	EV_BLOCK_TAKEN, EV_FRAMES_FREED, EV_KFENCE_POOL, EV_CPU_ONLINE, EV_HOST_TOLD, EV_COVERED
};
enum { ISHST, ISH, ISB };
enum { FLUSH_RANGE, FLUSH_ALL, FLUSH_LOCAL, FLUSH_WALK };
enum { LINEAR, AREA };
enum { SCOPE_LINEAR_TABLE, SCOPE_AREA_TABLE, SCOPE_FRAME, SCOPE_ANY };
enum { LOCK_SPLIT, LOCK_FIXMAP, LOCK_PURGE };
enum { TASK, ATOMIC, STOP_MACHINE };
/* Why a machine died: what the kernel did, or what this executor cannot do. */
enum { DIED_BUG, DIED_CHECK, DIED_SIGNAL, DIED_HANG, DIED_UNMODELLED };

/* host.c: events, death */
void sp_emit(int kind, int count, ...);
void sp_emit_words(int kind, int count, const word *words);
void sp_emit_text(int kind, word number, const char *one, const char *two, const char *three);
void sp_store(void *entry, word value);
void sp_die(int why, word where, const char *text) __attribute__((noreturn));
word sp_kernel_va(word va);
extern char *sp_objects, *sp_objects_end;
void *sp_memory(word bytes);
void sp_memory_at(word at, word bytes);
#define LOWEST 65536UL
#define SP_MOST_SMALL (1UL << 18)
#define SP_MOST_LINEAR 0x600000000000UL

/* frames.c: which frames are free, and what brings them back to the moment after boot */
void frames_begin(void);
void frames_add(word pfn, word end);
void frames_remove(word pfn, word end);
int frames_is_hot_added(word pfn, word end);
int frames_overlaps(word pfn, word end);
int frames_any_in_use(word pfn, word end);
int frames_next_free_run(word *pfn, word *end);
void frames_reserve(word pfn, word end);
word frames_take(word near_pfn, word count, word align);
void frames_release(word pfn, word count);
word frames_take_table(word near_pfn, int inside);
int frames_release_table(word pfn);
void frames_touch(word pfn);
void frames_freeze(void);
void frames_reset(void);
enum { FREE, TAKEN, TABLE, FREED, NO_MEMORY };
int frames_use(word at);
#define NO_FRAME (-1UL)

/* confine.c */
void confine(void);

/* slab.c */
void *sp_stub___kmalloc_noprof(word size);
const char *slab_complaint(word at, word size);

/* sanitize.c: the slot's array of pages has so many; coverage.c */
void sanitize_array(int slot, word at, word count);
void coverage_report(void);
void coverage_clear(void);

/* Instead of a status: the operation is about an object that is not there, or is there already. */
#define ABOUT_NOTHING ((long)(1UL << 63))

/* boot.c, operations.c, allocations.c: what a program asks for */
extern struct sp_machine sp_machine;
word world_boot(void);
long world_run(int operation, const word *args);
void world_arm(word mode, word count, word scope);
word world_tables(void);

/* allocations.c, objects.c, kfence.c: what the kernel asks its surroundings for */
word sp_take_table(int level, int space, int may_sleep);
void sp_free_frame(word pa);
extern word sp_near_pfn;	/* where tables go that lie inside memory */
void sp_free_area_frames(const word *pas, word count);
void sp_area_unmapped(void);
word sp_kfence_frames(word bytes);

/* surroundings.c */
extern word sp_vmemmap, sp_linear_end, sp_entries_end;
long sp_memstart(void);

/* mmu.c */
extern const unsigned int sp_page_shift, sp_va_bits, sp_levels, sp_cont_ptes, sp_cont_pmds;
extern const unsigned int sp_struct_page;
extern const int sp_has_kfence;
void k_begin(word root_pa);
void k_map_mem(void);
void k_online(int cpus);
void k_finalize(int bbml2);
void k_text_alias_ro(void);
void k_protect_data_alias(void);
long k_split(word start, word end);
void k_flush(word start, word end);
long k_add_memory(word pa, word bytes);
int k_may_offline(word pa, word bytes);
void k_remove_memory(word pa, word bytes);
long k_kfence_init_pool(word va);
word k_kfence_bytes(void);
word k_walk_root(void);

/* pageattr.c */
void k_pageattr_begin(void);
long k_set_memory(int permission, word va, int pages);
long k_set_memory_valid(word va, int pages, int valid);
long k_set_direct_map(int state, word va, int pages);
void k_map_pages(word va, int pages, int map);
long k_set_encrypted(word va, int pages, int encrypted);

/* vmalloc.c */
enum { KIND_VMALLOC, KIND_HUGE, KIND_KPROBES, KIND_EXEC, KIND_VMAP };
void k_vmalloc_init(void);
word k_area_map(int kind, int reset, word va, word pages, const word *pfns, word known, int slot,
		unsigned int shift);
void k_area_free(int kind, word va);
void k_unmap_aliases(void);

#endif
