/* SPDX-License-Identifier: GPL-2.0 */
/* Atomics never go by the LSE instructions. */
#ifndef __ASM_LSE_H
#define __ASM_LSE_H
#include <linux/compiler_types.h>
#include <linux/export.h>
#include <linux/stringify.h>
#include <asm/alternative.h>
#include <asm/alternative-macros.h>
#include <asm/cpucaps.h>
#include <asm/atomic_ll_sc.h>
#define __LSE_PREAMBLE ""
#define __lse_ll_sc_body(op, ...) __ll_sc_##op(__VA_ARGS__)
#define ARM64_LSE_ATOMIC_INSN(llsc, lse) llsc
#endif
