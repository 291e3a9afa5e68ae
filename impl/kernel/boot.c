// SPDX-License-Identifier: GPL-2.0
/*
 * A machine's boot: its memory, the steps up to the stage it asks for, and those of them that a
 * program may take itself.
 */
#include <errno.h>
#include <string.h>
#include "world.h"

struct sp_machine sp_machine;
static int finalized, rodata_marked, online_cpus, online_bbml2, system_bbml2;

int world_is_online(word cpu)
{
	return (long)cpu >= 0 && (long)cpu < online_cpus;
}

long world_cpu_up(int bbml2)
{
	if (!bbml2 && finalized && system_bbml2)
		return -EIO;
	sp_emit(EV_CPU_ONLINE, 2, (word)online_cpus++, (word)bbml2);
	online_bbml2 &= bbml2;
	k_online(online_cpus);
	return 0;
}

void world_finalize(void)
{
	if (finalized)
		return;
	finalized = 1;
	system_bbml2 = online_bbml2;
	k_finalize(system_bbml2);
	if (sp_machine.rodata != RODATA_OFF)
		k_text_alias_ro();
}

void world_mark_rodata_ro(void)
{
	if (finalized && !rodata_marked && sp_machine.rodata != RODATA_OFF)
		k_protect_data_alias();
	rodata_marked |= finalized;
}

/* Boots up to the stage the machine asks for; returns where the root table is. */
word world_boot(void)
{
	word shift = sp_page_shift, first, end;

	frames_begin();
	world_objects_begin();
	for (word i = 0; i < sp_machine.banks; i++)
		frames_add(sp_machine.bank[i].start >> shift,
			   (sp_machine.bank[i].start + sp_machine.bank[i].bytes) >> shift);
	frames_reserve(sp_machine.text >> shift, (sp_machine.bss_stop + page_bytes() - 1) >> shift);
	world_kfence_begin();
	first = frames_take_table(0, 0) << shift;
	memset((void *)linear(first), 0, page_bytes());
	k_begin(first);
	k_map_mem();
	world_manage_memory();
	online_cpus = 1;
	online_bbml2 = sp_machine.bbml2 != BBML2_NONE;
	k_online(1);
	k_vmalloc_init();
	if (sp_machine.booted) {
		for (word cpu = 1; cpu < sp_machine.cpus; cpu++)
			world_cpu_up(sp_machine.bbml2 == BBML2_ALL);
		world_finalize();
		world_mark_rodata_ro();
		world_kfence_booted();
	}
	for (first = 0; sp_machine.debug_pagealloc && frames_next_free_run(&first, &end);
	     first = end)
		world_map_free(first, end - first, 0);
	first = sp_machine.memstart >> shift;	/* a host has nothing so far down */
	frames_reserve(first, first + (LOWEST >> shift));
	frames_freeze();
	return k_walk_root();
}
