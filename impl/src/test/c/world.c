// SPDX-License-Identifier: GPL-2.0
/*
 * In place of a kernel: what an executor's process is tested with. It does what the number of pages
 * of a set_memory_valid says.
 */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <unistd.h>
#include "splitproof.h"

const unsigned int sp_page_shift = 12, sp_va_bits = 48, sp_levels = 4;
const unsigned int sp_cont_ptes = 16, sp_cont_pmds = 16;
const int sp_has_kfence;
word sp_vmemmap;
struct sp_machine sp_machine;
const char *const sp_unmodelled[] = { "dump_page", NULL };
static word stores;

enum { STORE = 1, CRASH, HANG, UNMODELLED, BREAK_OFF, OPEN, BUG, MUCH };

long sp_memstart(void)
{
	return (long)sp_machine.memstart;
}

word world_boot(void)
{
	return sp_machine.memstart + 4096;
}

void world_arm(word mode, word count, word scope)
{
	(void)mode, (void)count, (void)scope;
}

static long open_a_file(void)
{
	int file = open("/dev/null", O_RDONLY);

	return file < 0 ? -errno : 0;
}

static void crash(void)
{
	*(volatile int *)16 = 1;
}

static void hang(void)
{
	for (volatile word forever = 0;; forever++)
		;
}

long world_run(int operation, const word *args)
{
	if (operation != 7)
		return ABOUT_NOTHING;
	switch (args[3]) {
	case STORE:
		sp_store((void *)8192, ++stores);
		return 0;
	case CRASH:
		crash();
		return 0;
	case HANG:
		hang();
		return 0;
	case UNMODELLED:
		((void (*)(void))0x7d0000000000UL)();
		return 0;
	case BREAK_OFF:
		_exit(3);
	case OPEN:
		return open_a_file();
	case BUG:
		sp_die(DIED_BUG, 172, "/somewhere/linux/arch/arm64/mm/mmu.c");
	case MUCH:
		for (int i = 0; i < 20000; i++)
			sp_emit(EV_BARRIER, 1, (word)ISB);
	}
	return -EINVAL;
}

void frames_touch(word pfn)
{
	(void)pfn;
}

void frames_reset(void)
{
}

void coverage_report(void)
{
}

void coverage_clear(void)
{
}
