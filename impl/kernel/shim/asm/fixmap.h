/* SPDX-License-Identifier: GPL-2.0 */
/* A fixmap slot shows a page at its linear address. */
#include_next <asm/fixmap.h>
#ifndef SP_FIXMAP_H
#define SP_FIXMAP_H
extern void *sp_fixmap(phys_addr_t phys);
#undef __set_fixmap_offset
#define __set_fixmap_offset(idx, phys, flags) ((unsigned long)sp_fixmap(phys))
#undef clear_fixmap
#define clear_fixmap(idx) sp_fixmap(0)
#endif
