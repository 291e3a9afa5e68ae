// SPDX-License-Identifier: GPL-2.0
/*
 * mm/vmalloc.c of the user's tree, whole: addresses, entries, lazy unmapping and its purge, and
 * vfree() with its reset are the kernel's. Which frames an area gets, and in which order, is the
 * program's; that is what this file does instead of vm_area_alloc_pages().
 */
#include <linux/mm.h>
#include <linux/vmalloc.h>
#include <linux/set_memory.h>
#include <asm/pgalloc.h>
#include "surroundings.h"

/* vfree() has unmapped an area when it comes to its pages' linear aliases. */
static int sp_invalid(struct page *page)
{
	sp_area_unmapped();
	return set_direct_map_invalid_noflush(page);
}
#define set_direct_map_invalid_noflush sp_invalid
/* As where vmemmap is the kernel's. */
#undef VMALLOC_END
#define VMALLOC_END ((1UL << VA_BITS) - SZ_1G - VMEMMAP_SIZE - SZ_8M)
#undef pfn_valid
#define pfn_valid(pfn) 1
#undef free_pages_bulk
#define free_pages_bulk sp_free_pages
static void sp_free_pages(struct page **pages, unsigned long count);

#include SP_REAL

struct mutex *sp_purge_lock(void)
{
	return &vmap_purge_lock;
}

static word *sp_pas;

static void sp_free_pages(struct page **pages, unsigned long count)
{
	unsigned long i;

	sp_area_unmapped();
	for (i = 0; i < count; i++)
		sp_pas[i] = page_to_phys(pages[i]);
	sp_free_area_frames(sp_pas, count);
}

long sp_stub_xa_find(void) { return 0; }
long sp_stub_shrinker_register(void) { return 0; }
long sp_stub_queue_work_on(void) { return 1; }

struct shrinker *sp_stub_shrinker_alloc(unsigned int flags, const char *format, ...)
{
	return sp_stub___kmalloc_noprof(sizeof(struct shrinker));
}

char sp_stub_system_percpu_wq[64], sp_stub_system_wq[64];
char sp_stub_kmalloc_caches[sizeof(kmalloc_caches)];

/* mm/memory.c makes the tables of areas. */

int sp_stub___pte_alloc_kernel(pmd_t *pmd)
{
	pte_t *table;

	sp_area_level = 3;
	table = pte_alloc_one_kernel(&init_mm);
	sp_area_level = -1;
	if (!table)
		return -ENOMEM;
	dsb(ishst);
	pmd_populate_kernel(&init_mm, pmd, table);
	return 0;
}

#ifndef __PAGETABLE_PMD_FOLDED
int sp_stub___pmd_alloc(struct mm_struct *mm, pud_t *pud, unsigned long address)
{
	pmd_t *table;

	sp_area_level = 2;
	table = pmd_alloc_one(mm, address);
	sp_area_level = -1;
	if (!table)
		return -ENOMEM;
	dsb(ishst);
	pud_populate(mm, pud, table);
	return 0;
}
#endif

#ifndef __PAGETABLE_PUD_FOLDED
int sp_stub___pud_alloc(struct mm_struct *mm, p4d_t *p4d, unsigned long address)
{
	pud_t *table;

	sp_area_level = 1;
	table = pud_alloc_one(mm, address);
	sp_area_level = -1;
	if (!table)
		return -ENOMEM;
	dsb(ishst);
	p4d_populate(mm, p4d, table);
	return 0;
}
#endif

void k_vmalloc_init(void)
{
	sp_pas = sp_memory(SP_MAX_AREA * sizeof(*sp_pas));
	vmalloc_init();
}

static pgprot_t sp_protection(int kind)
{
	return kind == KIND_KPROBES ? PAGE_KERNEL_ROX : kind == KIND_EXEC ? PAGE_KERNEL_EXEC
								     : PAGE_KERNEL;
}

/*
 * The array of an area's pages. It ends where nothing is mapped: one page is known after the last
 * (a page of no memory, whose linear address nothing is mapped at), and reading on is a crash.
 */
static struct page **sp_pages(int slot, word pages, const word *pfns, word known)
{
	word end = SP_SLOTS + (slot + 1) * SP_SLOT - SP_SLOT_GUARD, i;
	struct page **array = (struct page **)(end - (known + 1) * sizeof(*array));

	for (i = 0; i < known; i++)
		array[i] = pfn_to_page(pfns[i]);
	sanitize_array(slot, (word)array, known);
	array[known] = virt_to_page((void *)(3UL << (VA_BITS - 2)));
	return array;
}

/* Maps an area; returns its address, 0 if there were no addresses or tables for it. */
word k_area_map(int kind, int reset, word va, word pages, const word *pfns, word known, int slot,
		unsigned int shift)
{
	unsigned long size = pages << PAGE_SHIFT, flags = kind == KIND_VMAP ? VM_MAP : VM_ALLOC;
	unsigned long start = va ? va : VMALLOC_START;
	unsigned long end = va ? va + size + PAGE_SIZE : VMALLOC_END;
	struct vm_struct *area;

	if (reset)
		flags |= VM_FLUSH_RESET_PERMS;
	if (kind == KIND_HUGE)
		flags |= VM_ALLOW_HUGE_VMAP;
	area = __get_vm_area_node(size, 1UL << shift, shift, flags, start, end, NUMA_NO_NODE,
				  GFP_KERNEL, NULL);
	if (!area)
		return 0;
	area->pages = sp_pages(slot, pages, pfns, known);
	area->nr_pages = pages;
	if (shift > PAGE_SHIFT)
		set_vm_area_page_order(area, shift - PAGE_SHIFT);
	if (vmap_pages_range((word)area->addr, (word)area->addr + size, sp_protection(kind),
			     area->pages, shift) >= 0)
		return (word)area->addr;
	area->flags &= ~VM_FLUSH_RESET_PERMS;	/* the kernel has a worker do that, some time later */
	k_area_free(kind, (word)area->addr);
	return 0;
}

void k_area_free(int kind, word va)
{
	if (kind == KIND_VMAP) {
		vunmap((void *)va);
		sp_area_unmapped();
	} else {
		vfree((void *)va);
	}
}

void k_unmap_aliases(void)
{
	vm_unmap_aliases();
}
