// SPDX-License-Identifier: GPL-2.0
/*
 * The objects of a program, areas and blocks: made, given up, and what an address means that names
 * one.
 */
#include <errno.h>
#include <stddef.h>
#include "world.h"

static struct area { word va, pages; int kind, owns, pieces; word *pfns; } areas[SP_OBJECTS];
static struct block { word pfn, pages; int exact; } blocks[SP_OBJECTS];
/* The frames of areas after two words of an event, outside what a reset brings back: after it there are no areas. */
#define LIST (SP_MAX_AREA + 10)
static word *frame_lists;
static int unmapping = -1;
static const struct area *freeing;

enum { AT_AREA, AT_BLOCK, AT_PHYSICAL, AT_BACKING };

void world_objects_begin(void)
{
	frame_lists = sp_memory(SP_OBJECTS * LIST * sizeof(word));
}

static struct area *area_of(word number)
{
	return number < SP_OBJECTS && areas[number].va ? &areas[number] : NULL;
}

static struct block *block_of(word number)
{
	return number < SP_OBJECTS && blocks[number].pages ? &blocks[number] : NULL;
}

static word linear_or_none(word pa)
{
	return pa >= sp_machine.memstart && linear(pa) < sp_linear_end ? linear(pa) : NO_FRAME;
}

/* The address an operand means, NO_FRAME if it names nothing. */
word world_address(word at, word object, word offset)
{
	const struct area *area = area_of(object);
	const struct block *block = block_of(object);
	word page = offset >> sp_page_shift;

	if (at == AT_PHYSICAL)
		return linear_or_none(offset);
	if (at == AT_BLOCK)
		return block ? linear_or_none((block->pfn << sp_page_shift) + offset) : NO_FRAME;
	if (!area)
		return NO_FRAME;
	if (at == AT_AREA)
		return area->va + offset;
	if (page >= area->pages)
		return NO_FRAME;
	return linear(area->pfns[page] << sp_page_shift) + (offset & (page_bytes() - 1));
}

/* The linear address of the whole page that an operand names. */
word world_page_address(word at, word object, word offset)
{
	word va = world_address(at == AT_AREA ? AT_BACKING : at, object, offset);

	return va == NO_FRAME ? va : va & -page_bytes();
}

/* Frames of a block, every so many; false if it does not have them all. */
int world_lend(word number, word page, word stride, word pages, word *pfns)
{
	const struct block *block = block_of(number);

	if (!block || (int)page < 0 || page + (pages - 1) * stride >= block->pages)
		return 0;
	for (word i = 0; i < pages; i++)
		pfns[i] = block->pfn + page + i * stride;
	return 1;
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

static void announce(word number, const struct area *area)
{
	word *event = area->pfns - 2;

	event[0] = number;
	event[1] = sp_kernel_va(area->va);
	sp_emit_words(EV_AREA_MAPPED, (int)area->pages + 2, event);
}

long world_make_area(word number, word pages, int kind, int reset, const word *place)
{
	unsigned int shift;
	struct area *area;
	word *pfns;

	if (number >= SP_OBJECTS || area_of(number))
		return ABOUT_NOTHING;
	if ((int)pages <= 0 || (kind == KIND_VMAP && place[0] == NEAR))
		return -EINVAL;
	if (pages > SP_MAX_AREA)
		return -ENOMEM;
	pfns = frame_lists + number * LIST + 2;
	shift = leaf_shift(pages, kind, place);
	if (!world_place(pfns, pages, 1UL << (shift - sp_page_shift), place)) {
		if (shift == sp_page_shift)
			return place[0] == LENT || kind == KIND_VMAP ? -EINVAL : -ENOMEM;
		shift = sp_page_shift;
		if (!world_place(pfns, pages, 1, place))
			return -ENOMEM;
	}
	area = &areas[number];
	*area = (struct area){ .pages = pages, .kind = kind, .pfns = pfns,
			       .owns = place[0] == NEAR && kind != KIND_VMAP,
			       .pieces = shift > sp_page_shift };
	sp_near_pfn = pfns[0];
	freeing = area;
	area->va = k_area_map(kind, reset,
			      place[0] == EXACT ? place[1] & ((1UL << sp_va_bits) - 1) : 0, pages,
			      pfns, place[0] == EXACT ? place[2] : pages, (int)number, shift);
	freeing = NULL;
	if (!area->va)
		return -ENOMEM;
	announce(number, area);
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
		world_give_back(pas[0] >> sp_page_shift, count);
		return;
	}
	for (word i = 0; i < count; i++)
		world_give_back(pas[i] >> sp_page_shift, 1);
}

long world_free_area(word number)
{
	struct area *area = area_of(number);

	if (!area)
		return ABOUT_NOTHING;
	unmapping = (int)number;
	freeing = area;
	k_area_free(area->kind, area->va);
	freeing = NULL;
	area->va = 0;
	return 0;
}

long world_make_block(word number, word pages, const word *place)
{
	word pfn;

	if (number >= SP_OBJECTS || block_of(number))
		return ABOUT_NOTHING;
	if ((int)pages <= 0 || place[0] == LENT)
		return -EINVAL;
	pfn = world_place_neighbours(pages, 1, place);
	if (pfn == NO_FRAME)
		return -ENOMEM;
	blocks[number] = (struct block){ pfn, pages, place[0] == EXACT };
	sp_emit(EV_BLOCK_TAKEN, 3, number, pfn, pages);
	return 0;
}

long world_free_block(word number)
{
	struct block *block = block_of(number);

	if (!block)
		return ABOUT_NOTHING;
	if (!block->exact)
		world_give_back(block->pfn, block->pages);
	block->pages = 0;
	return 0;
}
