// SPDX-License-Identifier: GPL-2.0
/* The KFENCE pool: where it lies, its guard pages, and the pages that are protected. */
#include <errno.h>
#include "world.h"

static word kfence_pool;

word sp_kfence_frames(word bytes)
{
	word last = sp_machine.bank[sp_machine.banks - 1].start +
		    sp_machine.bank[sp_machine.banks - 1].bytes;

	kfence_pool = last - bytes;
	return kfence_pool;
}

/* A pool that is there when memory is mapped. */
void world_kfence_begin(void)
{
	word first;

	if (sp_machine.kfence != KFENCE_EARLY)
		return;
	first = sp_kfence_frames(k_kfence_bytes()) >> sp_page_shift;
	frames_reserve(first, first + (k_kfence_bytes() >> sp_page_shift));
}

static void set_valid(word page, int valid)
{
	k_set_memory_valid(linear(kfence_pool) + (page << sp_page_shift), 1, valid);
}

/* The first two pages of a pool and then every other one. */
static void protect_guards(void)
{
	word pages = k_kfence_bytes() >> sp_page_shift;

	for (word page = 0; page < pages; page = page == 0 ? 1 : page + 2)
		set_valid(page, 0);
}

/* What is left of a pool that memory was mapped with: its guard pages. */
void world_kfence_booted(void)
{
	if (kfence_pool)
		protect_guards();
}

long world_kfence_init(const word *place)
{
	word pages = k_kfence_bytes() >> sp_page_shift, pfn;
	long result;

	if (sp_machine.kfence != KFENCE_LATE || kfence_pool)
		return 0;
	pfn = world_place_neighbours(pages, pages, place);
	if (pfn == NO_FRAME)
		return -ENOMEM;
	kfence_pool = pfn << sp_page_shift;
	result = k_kfence_init_pool(linear(kfence_pool));
	if (result) {
		kfence_pool = 0;
		world_give_back(pfn, pages);
		return result;
	}
	sp_emit(EV_KFENCE_POOL, 2, pfn, pages);
	protect_guards();
	return 0;
}

long world_kfence_protect(word page, int protect)
{
	if (!kfence_pool || page >= k_kfence_bytes() >> sp_page_shift)
		return 0;
	sp_emit(EV_ENTERED, 1, (word)ATOMIC);
	set_valid(page, !protect);
	sp_emit(EV_LEFT, 1, (word)ATOMIC);
	return 0;
}
