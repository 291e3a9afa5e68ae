// SPDX-License-Identifier: GPL-2.0
/*
 * Allocations: which of them fails, where frames come from, and what debug_pagealloc maps and
 * unmaps on the way.
 */
#include "world.h"

word sp_near_pfn;
static int memory_managed;
static struct { word mode, count, scope, seen; } plan;

/* From now on what is free is the page allocator's, and tables may lie inside memory. */
void world_manage_memory(void)
{
	memory_managed = 1;
}

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

void world_map_atomically(word va, word pages, int map)
{
	sp_emit(EV_ENTERED, 1, (word)ATOMIC);
	k_map_pages(va, (int)pages, map);
	sp_emit(EV_LEFT, 1, (word)ATOMIC);
}

/* debug_pagealloc: memory that nobody owns is not mapped. */
void world_map_free(word pfn, word count, int map)
{
	if (sp_machine.debug_pagealloc && memory_managed)
		world_map_atomically(linear(pfn << sp_page_shift), count, map);
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

	if (memory_managed)	/* memblock's allocations are nobody's to fail */
		sp_emit(EV_ALLOCATING, 1, (word)may_sleep);
	if (!memory_managed || !fails(scope))
		pfn = frames_take_table(sp_near_pfn, sp_machine.inside && memory_managed);
	if (pfn == NO_FRAME) {
		sp_emit(EV_FAILED, 1, scope);
		return NO_FRAME;
	}
	world_map_free(pfn, 1, 1);
	spoil(pfn << sp_page_shift);
	sp_emit(EV_TABLE_ALLOCATED, 3, pfn << sp_page_shift, (word)level, (word)space);
	return pfn << sp_page_shift;
}

void sp_free_frame(word pa)
{
	word pfn = pa >> sp_page_shift;

	world_map_free(pfn, 1, 0);
	if (frames_release_table(pfn))
		sp_emit(EV_TABLE_FREED, 1, pa);
	else
		sp_die(DIED_BUG, pa, "a page was freed that is no table");
}

word world_take(word near_pfn, word count, word align)
{
	word pfn = fails(SCOPE_FRAME) ? NO_FRAME : frames_take(near_pfn, count, align);

	if (pfn == NO_FRAME)
		sp_emit(EV_FAILED, 1, (word)SCOPE_FRAME);
	else
		world_map_free(pfn, count, 1);
	return pfn;
}

void world_give_back(word pfn, word count)
{
	world_map_free(pfn, count, 0);
	frames_release(pfn, count);
	sp_emit(EV_FRAMES_FREED, 2, pfn, count);
}
