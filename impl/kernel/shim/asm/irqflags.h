/* SPDX-License-Identifier: GPL-2.0 */
/* The interrupt flag is a variable. */
#ifndef __ASM_IRQFLAGS_H
#define __ASM_IRQFLAGS_H
#include <asm/barrier.h>
#include <asm/ptrace.h>
#include <asm/sysreg.h>
#define ARCH_IRQ_DISABLED 128
#define ARCH_IRQ_ENABLED 0
extern unsigned long sp_irqflags;
static inline unsigned long arch_local_save_flags(void) { return sp_irqflags; }
static inline void arch_local_irq_restore(unsigned long flags) { sp_irqflags = flags; }
#include <asm-generic/irqflags.h>
#endif
