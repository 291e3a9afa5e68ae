/* SPDX-License-Identifier: GPL-2.0 */
/* What those files know of each other that see the kernel's headers. */
#ifndef SPLITPROOF_SURROUNDINGS_H
#define SPLITPROOF_SURROUNDINGS_H

#include <linux/mm.h>
#include <linux/mutex.h>
#include "splitproof.h"

/* surroundings.c: as the rest of the kernel is before memory is mapped */
void sp_surroundings_begin(void);

/* pages.c: the level of the table that is being allocated */
extern enum pgtable_level sp_level;
extern int sp_area_level;

/* vmalloc.c */
struct mutex *sp_purge_lock(void);

#endif
