/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The real functions run, barriers and loops and all; each TLBI in them says what it is. Which
 * addresses it is about is what the function around it was asked for.
 */
#ifndef SP_TLBFLUSH_H
#define SP_TLBFLUSH_H
#include <linux/bitfield.h>
#include <linux/mm_types.h>
#include <linux/sched.h>
#include <linux/mmu_notifier.h>
#include <asm/cputype.h>
#include <asm/mmu.h>
extern void sp_tlbi(const char *text);
extern void sp_flushing(unsigned long start, unsigned long end, int walk_cache);
#define asm(...) sp_tlbi(#__VA_ARGS__)
#define flush_tlb_kernel_range sp_real_flush_tlb_kernel_range
#define __flush_tlb_kernel_pgtable sp_real_flush_tlb_kernel_pgtable
#include_next <asm/tlbflush.h>
#undef asm
#undef flush_tlb_kernel_range
#undef __flush_tlb_kernel_pgtable
static inline void flush_tlb_kernel_range(unsigned long start, unsigned long end)
{
	sp_flushing(start, end, 0);
	sp_real_flush_tlb_kernel_range(start, end);
}
static inline void __flush_tlb_kernel_pgtable(unsigned long addr)
{
	sp_flushing(addr, addr + 1, 1);
	sp_real_flush_tlb_kernel_pgtable(addr);
}
#endif
