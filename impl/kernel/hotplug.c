// SPDX-License-Identifier: GPL-2.0
/* Memory that comes and goes: what is asked before the kernel adds or removes it. */
#include <errno.h>
#include "world.h"

static int is_pluggable(word pa, word bytes)
{
	word unit = (sp_page_shift == 16 ? 512UL << 20 : 128UL << 20) - 1;

	return pa >= sp_machine.memstart && pa + bytes > pa && ((pa | bytes) & unit) == 0 &&
	       linear(pa + bytes) <= sp_linear_end;
}

long world_add_memory(word pa, word bytes)
{
	word first = pa >> sp_page_shift, end = (pa + bytes) >> sp_page_shift;
	long result;

	if (!is_pluggable(pa, bytes) || frames_overlaps(first, end))
		return -EINVAL;
	if (linear(pa + bytes) > sp_entries_end)
		sp_die(DIED_UNMODELLED, pa, "memory so far up");
	sp_near_pfn = first;
	result = k_add_memory(pa, bytes);
	if (result)
		return result;
	world_map_free(first, end - first, 0);
	frames_add(first, end);
	return 0;
}

long world_remove_memory(word pa, word bytes, int checked)
{
	word first = pa >> sp_page_shift, end = (pa + bytes) >> sp_page_shift;

	if (!is_pluggable(pa, bytes))
		return -EINVAL;
	for (word i = 0; checked && i < sp_machine.banks; i++)
		if (pa < sp_machine.bank[i].start + sp_machine.bank[i].bytes &&
		    pa + bytes > sp_machine.bank[i].start)
			return -EBUSY;
	if (!frames_is_hot_added(first, end))
		return -EINVAL;
	if (checked && (frames_any_in_use(first, end) || !k_may_offline(pa, bytes)))
		return -EBUSY;
	frames_remove(first, end);
	k_remove_memory(pa, bytes);
	return 0;
}
