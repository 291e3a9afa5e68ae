/* SPDX-License-Identifier: GPL-2.0 */
/* One CPU runs. */
#ifndef __ASM_PERCPU_H
#define __ASM_PERCPU_H
#define __my_cpu_offset 0UL
static inline void set_my_cpu_offset(unsigned long off) { }
#include <asm-generic/percpu.h>
#endif
