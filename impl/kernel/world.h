/* SPDX-License-Identifier: GPL-2.0 */
/* What the parts of a program's machine know of each other. */
#ifndef SPLITPROOF_WORLD_H
#define SPLITPROOF_WORLD_H

#include "splitproof.h"

static inline word page_bytes(void)
{
	return 1UL << sp_page_shift;
}

static inline word linear(word pa)
{
	return pa - sp_machine.memstart;
}

/* Placement: near PFN STRIDE, lent BLOCK PAGE STRIDE, exact VA COUNT PFN... */
enum { NEAR, LENT, EXACT };

/* allocations.c */
void world_manage_memory(void);
void world_map_atomically(word va, word pages, int map);
void world_map_free(word pfn, word count, int map);
word world_take(word near_pfn, word count, word align);
void world_give_back(word pfn, word count);

/* placement.c */
int world_place(word *pfns, word pages, word piece, const word *place);
word world_place_neighbours(word pages, word align, const word *place);

/* objects.c */
void world_objects_begin(void);
word world_address(word at, word object, word offset);
word world_page_address(word at, word object, word offset);
int world_lend(word number, word page, word stride, word pages, word *pfns);
long world_make_area(word number, word pages, int kind, int reset, const word *place);
long world_free_area(word number);
long world_make_block(word number, word pages, const word *place);
long world_free_block(word number);

/* boot.c */
long world_cpu_up(int bbml2);
int world_is_online(word cpu);
void world_finalize(void);
void world_mark_rodata_ro(void);

/* hotplug.c */
long world_add_memory(word pa, word bytes);
long world_remove_memory(word pa, word bytes, int checked);

/* kfence.c */
void world_kfence_begin(void);
void world_kfence_booted(void);
long world_kfence_init(const word *place);
long world_kfence_protect(word page, int protect);

/* access.c */
int world_permits(word va, word use);

#endif
