// SPDX-License-Identifier: GPL-2.0
/*
 * The operations of a program, each handed to who carries it out. What one does to page tables is
 * left to the kernel.
 */
#include <errno.h>
#include "world.h"

/* In the order of io.splitproof.impl.kernel.Requests. */
enum {
	OP_VMALLOC, OP_VMAP, OP_VFREE, OP_UNMAP_ALIASES, OP_ALLOC_PAGES, OP_FREE_PAGES,
	OP_SET_MEMORY, OP_SET_MEMORY_VALID, OP_SET_DIRECT_MAP, OP_SPLIT, OP_ENCRYPTED,
	OP_ADD_MEMORY, OP_REMOVE_MEMORY, OP_ARCH_REMOVE_MEMORY, OP_MARK_RODATA_RO, OP_KFENCE_INIT,
	OP_KFENCE_PROTECT, OP_CPU_UP, OP_FINALIZE, OP_MAP_PAGES, OP_ACCESS, OP_FLUSH
};

static long on_page(int operation, const word *a)
{
	word va = world_page_address(a[0], a[1], a[2]);

	if (va == NO_FRAME)
		return ABOUT_NOTHING;
	if (operation == OP_SET_DIRECT_MAP)
		return k_set_direct_map((int)a[4], va, (int)a[3]);
	if (sp_machine.debug_pagealloc)
		world_map_atomically(va, a[3], (int)a[4]);
	return 0;
}

/* The linear map begins at 0 here: what ends before it would come out at the other end. */
static int ends_before_memory(word va, int pages)
{
	return pages < 0 && va < (word)-(long)pages << sp_page_shift;
}

static long on_address(int operation, const word *a)
{
	word va = world_address(a[0], a[1], a[2]);

	if (va == NO_FRAME || (operation == OP_ACCESS && !world_is_online(a[3])))
		return ABOUT_NOTHING;
	switch (operation) {
	case OP_SET_MEMORY:
		return k_set_memory((int)a[4], va, (int)a[3]);
	case OP_SET_MEMORY_VALID:
		return ends_before_memory(va, (int)a[3]) ? -EINVAL
			: k_set_memory_valid(va, (int)a[3], (int)a[4]);
	case OP_SPLIT:
		return k_split(va, va + a[3]);
	case OP_FLUSH:
		k_flush(va, va + ((word)(long)(int)a[3] << sp_page_shift));
		return 0;
	case OP_ENCRYPTED:
		return sp_machine.realm ? k_set_encrypted(va, (int)a[3], (int)a[4]) : 0;
	}
	return world_permits(va, a[4]) ? 0 : -EFAULT;
}

long world_run(int operation, const word *a)
{
	switch (operation) {
	case OP_VMALLOC:
		return world_make_area(a[0], a[1], (int)a[2], (int)a[3], a + 4);
	case OP_VMAP:
		return world_make_area(a[0], a[1], KIND_VMAP, 0, a + 4);
	case OP_VFREE:
		return world_free_area(a[0]);
	case OP_UNMAP_ALIASES:
		k_unmap_aliases();
		return 0;
	case OP_ALLOC_PAGES:
		return world_make_block(a[0], a[1], a + 4);
	case OP_FREE_PAGES:
		return world_free_block(a[0]);
	case OP_SET_DIRECT_MAP:
	case OP_MAP_PAGES:
		return on_page(operation, a);
	case OP_ADD_MEMORY:
		return world_add_memory(a[0], a[1]);
	case OP_REMOVE_MEMORY:
		return world_remove_memory(a[0], a[1], 1);
	case OP_ARCH_REMOVE_MEMORY:
		return world_remove_memory(a[0], a[1], 0);
	case OP_MARK_RODATA_RO:
		world_mark_rodata_ro();
		return 0;
	case OP_KFENCE_INIT:
		return world_kfence_init(a + 4);
	case OP_KFENCE_PROTECT:
		return world_kfence_protect(a[0], (int)a[1]);
	case OP_CPU_UP:
		return world_cpu_up((int)a[0]);
	case OP_FINALIZE:
		world_finalize();
		return 0;
	}
	return on_address(operation, a);
}
