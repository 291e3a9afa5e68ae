// SPDX-License-Identifier: GPL-2.0
/*
 * A program's machine: its objects, what its operands mean, which allocation fails, and the steps
 * of its boot. What an operation does to page tables is left to the kernel.
 */
#include <errno.h>
#include <string.h>
#include "splitproof.h"

struct sp_machine sp_machine;
word sp_near_pfn;

static struct area { word va, pages, known; int kind, owns, pieces; word *pfns; } areas[SP_OBJECTS];
static struct block { word pfn, pages; int exact; } blocks[SP_OBJECTS];
/* The frames of areas, outside what a reset brings back: after it there are no areas. */
#define LIST (SP_MAX_AREA + 8)
static word *frame_lists;
static struct { word mode, count, scope, seen; } plan;
static int finalized, rodata_marked, online_cpus, online_bbml2, system_bbml2, memory_managed;
static word kfence_pool;
static int unmapping = -1;
static const struct area *freeing;

static word page_bytes(void)
{
	return 1UL << sp_page_shift;
}

static word linear(word pa)
{
	return pa - sp_machine.memstart;
}

/* --- allocations --- */

void world_arm(word mode, word count, word scope)
{
	plan.mode = mode;
	plan.count = count;
	plan.scope = scope;
	plan.seen = 0;
}

static int fails(word scope)
{
	sp_emit(EV_TRIED, 1, scope);
	if (plan.mode == 0 || (plan.scope != SCOPE_ANY && plan.scope != scope))
		return 0;
	plan.seen++;
	switch (plan.mode) {
	case 1:
		return plan.seen == plan.count;
	case 2:
		return plan.count > 0 && plan.seen % plan.count == 0;
	}
	return plan.seen > plan.count;
}

/* debug_pagealloc: memory that nobody owns is not mapped. */
static void map_free(word pfn, word count, int map)
{
	if (!sp_machine.debug_pagealloc || !memory_managed)
		return;
	sp_emit(EV_ENTERED, 1, (word)ATOMIC);
	k_map_pages(linear(pfn << sp_page_shift), (int)count, map);
	sp_emit(EV_LEFT, 1, (word)ATOMIC);
}

/* A new table holds what no table should: whoever forgets to fill it is found out. */
static void spoil(word pa)
{
	word *entry = (word *)linear(pa);

	for (word i = 0; i < page_bytes() / 8; i++)
		entry[i] = 0x0000deadbeef0003UL;
}

word sp_take_table(int level, int space, int may_sleep)
{
	word scope = space == LINEAR ? SCOPE_LINEAR_TABLE : SCOPE_AREA_TABLE, pfn = NO_FRAME;

	sp_emit(EV_ALLOCATING, 1, (word)may_sleep);
	if (!fails(scope))
		pfn = frames_take_table(sp_near_pfn, sp_machine.inside && memory_managed);
	if (pfn == NO_FRAME) {
		sp_emit(EV_FAILED, 1, scope);
		return NO_FRAME;
	}
	map_free(pfn, 1, 1);
	spoil(pfn << sp_page_shift);
	sp_emit(EV_TABLE_ALLOCATED, 3, pfn << sp_page_shift, (word)level, (word)space);
	return pfn << sp_page_shift;
}

void sp_free_frame(word pa)
{
	word pfn = pa >> sp_page_shift;

	map_free(pfn, 1, 0);
	if (frames_release_table(pfn))
		sp_emit(EV_TABLE_FREED, 1, pa);
	else
		sp_die(DIED_BUG, pa, "a page was freed that is no table");
}

word sp_kfence_frames(word bytes)
{
	word last = sp_machine.bank[sp_machine.banks - 1].start +
		    sp_machine.bank[sp_machine.banks - 1].bytes;

	kfence_pool = last - bytes;
	return kfence_pool;
}

static word take_range(word near_pfn, word count, word align)
{
	word pfn = fails(SCOPE_FRAME) ? NO_FRAME : frames_take(near_pfn, count, align);

	if (pfn == NO_FRAME)
		sp_emit(EV_FAILED, 1, (word)SCOPE_FRAME);
	else
		map_free(pfn, count, 1);
	return pfn;
}

static void give_back(word pfn, word count)
{
	map_free(pfn, count, 0);
	frames_release(pfn, count);
	sp_emit(EV_FRAMES_FREED, 2, pfn, count);
}

/* --- objects --- */

enum { AT_AREA, AT_BLOCK, AT_PHYSICAL, AT_BACKING };

static int is_number(word number)
{
	return number < SP_OBJECTS;
}

static word linear_or_none(word pa)
{
	return pa >= sp_machine.memstart && linear(pa) < sp_linear_end ? linear(pa) : NO_FRAME;
}

/* The address an operand means, NO_FRAME if it names nothing. */
static word address(word at, word object, word offset)
{
	const struct area *area = is_number(object) ? &areas[object] : &areas[0];
	word page = offset >> sp_page_shift;

	if (at == AT_PHYSICAL)
		return linear_or_none(offset);
	if (!is_number(object))
		return NO_FRAME;
	if (at == AT_BLOCK)
		return blocks[object].pages
			       ? linear_or_none((blocks[object].pfn << sp_page_shift) + offset)
			       : NO_FRAME;
	if (!area->va)
		return NO_FRAME;
	if (at == AT_AREA)
		return area->va + offset;
	if (page >= area->pages)
		return NO_FRAME;
	return linear(area->pfns[page] << sp_page_shift) + (offset & (page_bytes() - 1));
}

/* The linear address of the whole page that an operand names. */
static word page_address(word at, word object, word offset)
{
	word va = address(at == AT_AREA ? AT_BACKING : at, object, offset);

	return va == NO_FRAME ? va : va & -page_bytes();
}

static void near_address(word va)
{
	sp_near_pfn = (va + sp_machine.memstart) >> sp_page_shift;
}

/* Placement: near PFN STRIDE, lent BLOCK PAGE STRIDE, exact VA COUNT PFN... */
enum { NEAR, LENT, EXACT };

static int lend(word *pfns, word pages, const word *place)
{
	const struct block *block = is_number(place[1]) ? &blocks[place[1]] : 0;
	word stride = (long)(int)place[3] < 1 ? 1 : place[3];

	if (!block || !block->pages || (int)place[2] < 0 ||
	    place[2] + (pages - 1) * stride >= block->pages)
		return 0;
	for (word i = 0; i < pages; i++)
		pfns[i] = block->pfn + place[2] + i * stride;
	return 1;
}

static int take_singles(word *pfns, word pages, const word *place)
{
	word stride = (long)(int)place[2] < 1 ? 1 : place[2], next = place[1];

	for (word i = 0; i < pages; i++) {
		word pfn = take_range(next, 1, 1);

		if (pfn == NO_FRAME) {
			for (word back = 0; back < i; back++)
				give_back(pfns[back], 1);
			return 0;
		}
		pfns[i] = pfn;
		next = pfn + stride;
	}
	return 1;
}

static int take_frames(word *pfns, word pages, word piece, const word *place)
{
	if (place[0] == EXACT) {
		memcpy(pfns, place + 3, place[2] * sizeof(word));
		return 1;
	}
	if (place[0] == LENT)
		return lend(pfns, pages, place);
	if (piece == 1)
		return take_singles(pfns, pages, place);
	word first = take_range(place[1], pages, piece);

	for (word i = 0; first != NO_FRAME && i < pages; i++)
		pfns[i] = first + i;
	return first != NO_FRAME;
}

/* The largest leaf that an area's size allows where leaves may be large. */
static unsigned int leaf_shift(word pages, int kind, const word *place)
{
	word bytes = pages << sp_page_shift;
	unsigned int block = 2 * sp_page_shift - 3;

	if (kind != KIND_HUGE || place[0] == LENT)
		return sp_page_shift;
	if (bytes % (1UL << block) == 0)
		return block;
	return bytes % (page_bytes() * sp_cont_ptes) == 0
		       ? sp_page_shift + (unsigned int)__builtin_ctz(sp_cont_ptes)
		       : sp_page_shift;
}

static long make_area(word number, word pages, int kind, int reset, const word *place)
{
	struct area *area = &areas[number];
	unsigned int shift;
	word *pfns;

	if (!is_number(number) || area->va)
		return 0;
	if ((int)pages <= 0 || (kind == KIND_VMAP && place[0] == NEAR))
		return -EINVAL;
	if (pages > SP_MAX_AREA)
		return -ENOMEM;
	pfns = frame_lists + number * LIST;
	shift = leaf_shift(pages, kind, place);
	if (!take_frames(pfns, pages, 1UL << (shift - sp_page_shift), place)) {
		if (shift == sp_page_shift)
			return place[0] == LENT || kind == KIND_VMAP ? -EINVAL : -ENOMEM;
		shift = sp_page_shift;
		if (!take_frames(pfns, pages, 1, place))
			return -ENOMEM;
	}
	*area = (struct area){ .pages = pages, .known = place[0] == EXACT ? place[2] : pages,
			       .kind = kind, .owns = place[0] == NEAR && kind != KIND_VMAP,
			       .pieces = shift > sp_page_shift, .pfns = pfns };
	sp_near_pfn = pfns[0];
	freeing = area;
	area->va = k_area_map(kind, reset,
			      place[0] == EXACT ? place[1] & ((1UL << sp_va_bits) - 1) : 0, pages,
			      pfns, area->known, (int)number, shift);
	freeing = NULL;
	if (!area->va)
		return -ENOMEM;
	static word event[SP_MAX_AREA + 2];

	event[0] = number;
	event[1] = sp_kernel_va(area->va);
	memcpy(event + 2, pfns, pages * sizeof(word));
	sp_emit_words(EV_AREA_MAPPED, (int)pages + 2, event);
	return 0;
}

/* vfree() has come to where an area's address leads nowhere any more. */
void sp_area_unmapped(void)
{
	if (unmapping >= 0)
		sp_emit(EV_AREA_UNMAPPED, 1, (word)unmapping);
	unmapping = -1;
}

void sp_free_area_frames(const word *pas, word count)
{
	if (!freeing || !freeing->owns)
		return;
	if (freeing->pieces) {
		give_back(pas[0] >> sp_page_shift, count);
		return;
	}
	for (word i = 0; i < count; i++)
		give_back(pas[i] >> sp_page_shift, 1);
}

static long free_area(word number)
{
	struct area *area = is_number(number) ? &areas[number] : &areas[0];

	if (!is_number(number) || !area->va)
		return 0;
	unmapping = (int)number;
	freeing = area;
	k_area_free(area->kind, area->va);
	freeing = NULL;
	area->va = 0;
	return 0;
}

static long make_block(word number, word pages, const word *place)
{
	word pfn;

	if (!is_number(number) || blocks[number].pages)
		return 0;
	if ((int)pages <= 0 || place[0] == LENT)
		return -EINVAL;
	pfn = place[0] == EXACT ? place[3] : take_range(place[1], pages, 1);
	if (pfn == NO_FRAME)
		return -ENOMEM;
	blocks[number] = (struct block){ pfn, pages, place[0] == EXACT };
	sp_emit(EV_BLOCK_TAKEN, 3, number, pfn, pages);
	return 0;
}

static long free_block(word number)
{
	if (!is_number(number) || !blocks[number].pages)
		return 0;
	if (!blocks[number].exact)
		give_back(blocks[number].pfn, blocks[number].pages);
	blocks[number].pages = 0;
	return 0;
}

/* --- memory that comes and goes --- */

static int is_pluggable(word pa, word bytes)
{
	word unit = (sp_page_shift == 16 ? 512UL << 20 : 128UL << 20) - 1;

	return pa >= sp_machine.memstart && pa + bytes > pa && ((pa | bytes) & unit) == 0 &&
	       linear(pa + bytes) <= sp_linear_end;
}

static long add_memory(word pa, word bytes)
{
	word first = pa >> sp_page_shift, end = (pa + bytes) >> sp_page_shift;
	long result;

	if (!is_pluggable(pa, bytes) || frames_overlaps(first, end))
		return -EINVAL;
	if (linear(pa + bytes) > sp_entries_end)
		sp_die(DIED_UNMODELLED, pa, "memory so far up");
	near_address(linear(pa));
	result = k_add_memory(pa, bytes);
	if (result)
		return result;
	map_free(first, end - first, 0);
	frames_add(first, end);
	return 0;
}

static long remove_memory(word pa, word bytes, int checked)
{
	word first = pa >> sp_page_shift, end = (pa + bytes) >> sp_page_shift;

	if (!is_pluggable(pa, bytes))
		return -EINVAL;
	for (word i = 0; checked && i < sp_machine.banks; i++)
		if (pa < sp_machine.bank[i].start + sp_machine.bank[i].bytes &&
		    pa + bytes > sp_machine.bank[i].start)
			return -EBUSY;
	if (!frames_is_hot_added(first, end))
		return -EINVAL;
	if (checked && (frames_any_in_use(first, end) || !k_may_offline(pa, bytes)))
		return -EBUSY;
	frames_remove(first, end);
	k_remove_memory(pa, bytes);
	return 0;
}

/* --- boot --- */

static long cpu_up(int bbml2)
{
	if (!bbml2 && finalized && system_bbml2)
		return -EIO;
	sp_emit(EV_CPU_ONLINE, 2, (word)online_cpus++, (word)bbml2);
	online_bbml2 &= bbml2;
	k_online(online_cpus);
	return 0;
}

static void finalize(void)
{
	if (finalized)
		return;
	finalized = 1;
	system_bbml2 = online_bbml2;
	k_finalize(system_bbml2);
	if (sp_machine.rodata != RODATA_OFF)
		k_text_alias_ro();
}

static void mark_rodata_ro(void)
{
	if (finalized && !rodata_marked && sp_machine.rodata != RODATA_OFF)
		k_data_alias_ro();
	rodata_marked |= finalized;
}

static void protect_guards(void)
{
	word pages = k_kfence_bytes() >> sp_page_shift;

	for (word page = 0; page < pages; page = page == 0 ? 1 : page + 2)
		k_set_memory_valid(linear(kfence_pool) + (page << sp_page_shift), 1, 0);
}

static long kfence_init(const word *place)
{
	word pages = k_kfence_bytes() >> sp_page_shift, pfn;
	long result;

	if (sp_machine.kfence != KFENCE_LATE || kfence_pool)
		return 0;
	pfn = place[0] == EXACT ? place[3] : take_range(place[0] == NEAR ? place[1] : 0, pages, pages);
	if (pfn == NO_FRAME)
		return -ENOMEM;
	kfence_pool = pfn << sp_page_shift;
	near_address(linear(kfence_pool));
	result = k_kfence_init_pool(linear(kfence_pool));
	if (result) {
		kfence_pool = 0;
		give_back(pfn, pages);
		return result;
	}
	sp_emit(EV_KFENCE_POOL, 2, pfn, pages);
	protect_guards();
	return 0;
}

static long kfence_protect(word page, int protect)
{
	if (!kfence_pool || page >= k_kfence_bytes() >> sp_page_shift)
		return 0;
	sp_emit(EV_ENTERED, 1, (word)ATOMIC);
	k_set_memory_valid(linear(kfence_pool) + (page << sp_page_shift), 1, !protect);
	sp_emit(EV_LEFT, 1, (word)ATOMIC);
	return 0;
}

/* Boots up to the stage the machine asks for; returns where the root table is. */
word world_boot(void)
{
	word shift = sp_page_shift, first, end;

	frames_begin();
	frame_lists = sp_memory(SP_OBJECTS * LIST * sizeof(word));
	for (word i = 0; i < sp_machine.banks; i++)
		frames_add(sp_machine.bank[i].start >> shift,
			   (sp_machine.bank[i].start + sp_machine.bank[i].bytes) >> shift);
	frames_reserve(sp_machine.text >> shift, (sp_machine.bss_stop + page_bytes() - 1) >> shift);
	if (sp_machine.kfence == KFENCE_EARLY) {
		first = sp_kfence_frames(k_kfence_bytes()) >> shift;
		frames_reserve(first, first + (k_kfence_bytes() >> shift));
	}
	first = frames_take_table(0, 0) << shift;
	memset((void *)linear(first), 0, page_bytes());
	k_begin(first);
	k_map_mem();
	memory_managed = 1;
	online_cpus = 1;
	online_bbml2 = sp_machine.bbml2 != BBML2_NONE;
	k_online(1);
	k_vmalloc_init();
	if (sp_machine.booted) {
		for (word cpu = 1; cpu < sp_machine.cpus; cpu++)
			cpu_up(sp_machine.bbml2 == BBML2_ALL);
		finalize();
		mark_rodata_ro();
		if (kfence_pool)
			protect_guards();
	}
	for (first = 0; sp_machine.debug_pagealloc && frames_next_free_run(&first, &end);
	     first = end)
		map_free(first, end - first, 0);
	first = sp_machine.memstart >> shift;	/* its linear address is a null pointer here */
	if (sp_machine.bank[0].start == sp_machine.memstart)
		frames_reserve(first, first + 1);
	frames_freeze();
	return k_walk_root();
}

/* --- what a CPU may do with an address, with nothing in its TLB; Arm ARM D8.2, D8.4 --- */

static int permits(word va, word use)
{
	word table = k_walk_root(), bits = sp_page_shift - 3;
	word mask = (1UL << 48) - page_bytes();

	for (int level = 4 - (int)sp_levels; level <= 3; level++) {
		word shift = sp_page_shift + (word)(3 - level) * bits;
		word count = level == 4 - (int)sp_levels ? sp_va_bits - shift : bits;
		word entry = ((word *)linear(table))[(va >> shift) & ((1UL << count) - 1)];

		if (!(entry & 1))
			return 0;
		if (level < 3 && (entry & 2)) {
			if ((use == 1 && (entry >> 62 & 1)) || (use == 2 && (entry >> 59 & 1)))
				return 0;
			table = entry & mask;
			continue;
		}
		if (level == 3 && !(entry & 2))
			return 0;
		if (!(entry >> 10 & 1))
			return 0;
		if (use == 1)
			return !(entry >> 7 & 1) || (entry >> 51 & 1);
		return use == 0 || !(entry >> 53 & 1);
	}
	return 0;
}

/* --- operations, in the order of io.splitproof.impl.kernel.Requests --- */

enum {
	OP_VMALLOC, OP_VMAP, OP_VFREE, OP_UNMAP_ALIASES, OP_ALLOC_PAGES, OP_FREE_PAGES,
	OP_SET_MEMORY, OP_SET_MEMORY_VALID, OP_SET_DIRECT_MAP, OP_SPLIT, OP_ENCRYPTED,
	OP_ADD_MEMORY, OP_REMOVE_MEMORY, OP_ARCH_REMOVE_MEMORY, OP_MARK_RODATA_RO, OP_KFENCE_INIT,
	OP_KFENCE_PROTECT, OP_CPU_UP, OP_FINALIZE, OP_MAP_PAGES, OP_ACCESS, OP_FLUSH
};

static long on_page(int operation, const word *a)
{
	word va = page_address(a[0], a[1], a[2]);

	if (va == NO_FRAME)
		return 0;
	near_address(va);
	if (operation == OP_SET_DIRECT_MAP)
		return k_set_direct_map((int)a[4], va, (int)a[3]);
	if (sp_machine.debug_pagealloc) {
		sp_emit(EV_ENTERED, 1, (word)ATOMIC);
		k_map_pages(va, (int)a[3], (int)a[4]);
		sp_emit(EV_LEFT, 1, (word)ATOMIC);
	}
	return 0;
}

static long on_address(int operation, const word *a)
{
	word va = address(a[0], a[1], a[2]);

	if (va == NO_FRAME)
		return 0;
	near_address(va);
	switch (operation) {
	case OP_SET_MEMORY:
		return k_set_memory((int)a[4], va, (int)a[3]);
	case OP_SET_MEMORY_VALID:
		return k_set_memory_valid(va, (int)a[3], (int)a[4]);
	case OP_SPLIT:
		return k_split(va, va + a[3]);
	case OP_FLUSH:
		k_flush(va, va + ((word)(long)(int)a[3] << sp_page_shift));
		return 0;
	case OP_ENCRYPTED:
		return sp_machine.realm ? k_set_encrypted(va, (int)a[3], (int)a[4]) : 0;
	}
	return (long)a[3] < 0 || (long)a[3] >= online_cpus || permits(va, a[4]) ? 0 : -EFAULT;
}

long world_run(int operation, const word *a, int count)
{
	(void)count;
	switch (operation) {
	case OP_VMALLOC:
		return make_area(a[0], a[1], (int)a[2], (int)a[3], a + 4);
	case OP_VMAP:
		return make_area(a[0], a[1], KIND_VMAP, 0, a + 4);
	case OP_VFREE:
		return free_area(a[0]);
	case OP_UNMAP_ALIASES:
		k_unmap_aliases();
		return 0;
	case OP_ALLOC_PAGES:
		return make_block(a[0], a[1], a + 4);
	case OP_FREE_PAGES:
		return free_block(a[0]);
	case OP_SET_DIRECT_MAP:
	case OP_MAP_PAGES:
		return on_page(operation, a);
	case OP_ADD_MEMORY:
		return add_memory(a[0], a[1]);
	case OP_REMOVE_MEMORY:
		return remove_memory(a[0], a[1], 1);
	case OP_ARCH_REMOVE_MEMORY:
		return remove_memory(a[0], a[1], 0);
	case OP_MARK_RODATA_RO:
		mark_rodata_ro();
		return 0;
	case OP_KFENCE_INIT:
		return kfence_init(a + 4);
	case OP_KFENCE_PROTECT:
		return kfence_protect(a[0], (int)a[1]);
	case OP_CPU_UP:
		return cpu_up((int)a[0]);
	case OP_FINALIZE:
		finalize();
		return 0;
	}
	return on_address(operation, a);
}
