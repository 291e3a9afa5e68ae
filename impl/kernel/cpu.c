// SPDX-License-Identifier: GPL-2.0
/*
 * What an arm64 CPU does and the host's cannot: capabilities, barriers, TLB invalidations, system
 * registers, fixmap slots.
 */
#include <asm/cpucaps.h>
#include "surroundings.h"

unsigned char sp_caps[ARM64_NCAPS];
unsigned long sp_tcr = (64UL - VA_BITS) << 16;
unsigned long sp_irqflags;

#define SP_STUB_(name) sp_stub_##name
#define SP_STUB(name) SP_STUB_(name)

bool SP_STUB(SP_CPU_HAS_BBML)(void)
{
	return sp_machine.bbml2 != BBML2_NONE;
}

/* What the function that runs was asked to invalidate; said once, with its first TLBI. */
static unsigned long sp_flush_start, sp_flush_end;
static int sp_flush_pending, sp_flush_walk;

void sp_flushing(unsigned long start, unsigned long end, int walk_cache)
{
	sp_flush_start = start & PAGE_MASK;
	sp_flush_end = PAGE_ALIGN(end);
	sp_flush_walk = walk_cache;
	sp_flush_pending = 1;
}

void sp_tlbi(const char *text)
{
	word kind = strstr(text, "vmalle1") ? FLUSH_ALL : FLUSH_RANGE;

	if (!strstr(text, "1is"))
		kind = FLUSH_LOCAL;
	if (sp_flush_pending)
		sp_emit(EV_INVALIDATED, 3, sp_kernel_va(sp_flush_start), sp_kernel_va(sp_flush_end),
			sp_flush_walk ? (word)FLUSH_WALK : kind);
	sp_flush_pending = 0;
}

void sp_barrier(const char *what)
{
	int kind = !strcmp(what, "isb") ? ISB : strstr(what, "st") ? ISHST : ISH;

	if (kind == ISH && sp_flush_start == sp_flush_end)
		sp_tlbi("1is");	/* none, as nothing was asked for: a call all the same */
	sp_emit(EV_BARRIER, 1, (word)kind);
}

unsigned long sp_sysreg(const char *name)
{
	sp_die(DIED_UNMODELLED, 0, name);
}

/* Setting a slot is storing an entry; clearing it is that and an invalidation of its page. */
void *sp_fixmap(phys_addr_t phys)
{
	sp_emit(EV_BARRIER, 1, (word)ISHST);
	if (!phys)
		sp_emit(EV_BARRIER, 1, (word)ISH);
	sp_emit(EV_BARRIER, 1, (word)ISB);
	return phys ? __va(phys) : NULL;
}
