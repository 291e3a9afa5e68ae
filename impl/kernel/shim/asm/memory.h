/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The linear map is the low half of user space: bits 63 to VA_BITS of every kernel address are
 * taken off, so that a linear address is the host's address of the same byte. The kernel image is
 * at an address of its own that nothing is ever read from.
 */
#ifndef SP_MEMORY_H
#define SP_MEMORY_H
#define read_tcr sp_unused_read_tcr
#include_next <asm/memory.h>
#undef read_tcr
#define read_tcr() sp_tcr
extern unsigned long sp_tcr;
#undef _PAGE_OFFSET
#undef PAGE_OFFSET
#undef _PAGE_END
#undef VMEMMAP_START
#undef VMEMMAP_END
#define _PAGE_OFFSET(va) ((UL(1) << VA_BITS) - (UL(1) << (va)))
#define PAGE_OFFSET 0UL
#define _PAGE_END(va) ((UL(1) << VA_BITS) - (UL(1) << ((va) - 1)))
extern unsigned long sp_vmemmap;	/* where the struct page of linear address 0 would be */
#define VMEMMAP_START sp_vmemmap
#define VMEMMAP_END (sp_vmemmap + (1UL << 40))
/* The root table is a symbol to the kernel, and a linear address here. */
extern unsigned long sp_symbol_to_phys(unsigned long symbol);
#undef __phys_addr_symbol
#define __phys_addr_symbol(x) sp_symbol_to_phys((unsigned long)(x))
#undef __pa_symbol
#define __pa_symbol(x) sp_symbol_to_phys((unsigned long)(x))
/* Inline functions of the real header that were compiled with what it says of PAGE_OFFSET. */
#undef phys_to_virt
#undef virt_to_phys
#define phys_to_virt(x) ((void *)__phys_to_virt((phys_addr_t)(x)))
#define virt_to_phys(x) ((phys_addr_t)__virt_to_phys((unsigned long)(x)))
#define virt_to_pfn(x) __phys_to_pfn(virt_to_phys(x))
#endif
