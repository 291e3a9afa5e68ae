/* SPDX-License-Identifier: GPL-2.0 */
/* Barriers are announced. */
#include_next <asm/barrier.h>
#ifndef SP_BARRIER_H
#define SP_BARRIER_H
extern void sp_barrier(const char *what);
#undef isb
#undef dsb
#undef dmb
#undef __smp_store_release
#undef __smp_load_acquire
#define isb() sp_barrier("isb")
#define dsb(opt) sp_barrier(#opt)
#define dmb(opt) __asm__ volatile("" : : : "memory")
#define __smp_store_release(p, v) __atomic_store_n(p, v, 3)
#define __smp_load_acquire(p) __atomic_load_n(p, 2)
#endif
