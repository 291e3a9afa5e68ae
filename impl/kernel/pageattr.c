// SPDX-License-Identifier: GPL-2.0
/* arch/arm64/mm/pageattr.c of the user's tree, whole, and the calls a program makes into it. */
#include <linux/mm.h>
#include <linux/mem_encrypt.h>
#include <asm/rsi.h>
#include "splitproof.h"

/* The realm's host does as it is told. */
static int sp_tell_host(phys_addr_t start, phys_addr_t end, int shared)
{
	sp_emit(EV_HOST_TOLD, 3, sp_kernel_va((word)__va(start)), sp_kernel_va((word)__va(end)),
		(word)shared);
	return 0;
}
#define rsi_set_memory_range_protected(start, end) sp_tell_host(start, end, 0)
#define rsi_set_memory_range_shared(start, end) sp_tell_host(start, end, 1)

#include SP_REAL

static const struct arm64_mem_crypt_ops *sp_crypt;

int sp_stub_arm64_mem_crypt_ops_register(const struct arm64_mem_crypt_ops *ops)
{
	sp_crypt = ops;
	return 0;
}

void k_pageattr_begin(void)
{
	realm_register_memory_enc_ops();
}

long k_set_memory(int permission, word va, int pages)
{
	long result;

	switch (permission) {
	case 0:
		return set_memory_ro(va, pages);
	case 1:
		return set_memory_rw(va, pages);
	case 2:
		return set_memory_x(va, pages);
	case 3:
		return set_memory_nx(va, pages);
	}
	result = set_memory_ro(va, pages);	/* set_memory_rox() */
	return result ? result : set_memory_x(va, pages);
}

long k_set_memory_valid(word va, int pages, int valid)
{
	return set_memory_valid(va, pages, valid);
}

long k_set_direct_map(int state, word va, int pages)
{
	struct page *page = virt_to_page((void *)va);

	switch (state) {
	case 0:
		return set_direct_map_invalid_noflush(page);
	case 1:
		return set_direct_map_default_noflush(page);
	}
	return set_direct_map_valid_noflush(page, pages, state == 2);
}

void k_map_pages(word va, int pages, int map)
{
	__kernel_map_pages(virt_to_page((void *)va), pages, map);
}

long k_set_encrypted(word va, int pages, int encrypted)
{
	return encrypted ? sp_crypt->encrypt(va, pages) : sp_crypt->decrypt(va, pages);
}
