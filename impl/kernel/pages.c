// SPDX-License-Identifier: GPL-2.0
/*
 * The page allocator and memblock's: all that is allocated through them is page tables, and early
 * KFENCE's pool.
 */
#include <linux/memblock.h>
#include <linux/pgtable.h>
#include "surroundings.h"

enum pgtable_level sp_level;
int sp_area_level = -1;	/* where vmalloc.c's callers say the level themselves */

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

struct page *sp_stub_alloc_pages_node_noprof(int nid, gfp_t gfp, unsigned int order)
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
