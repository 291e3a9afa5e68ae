// SPDX-License-Identifier: GPL-2.0
/* Walks of the tables as they are: a digest of all, and what a CPU may do with an address. */
#include "world.h"

static word digest(word table, int level, word seed)
{
	word shift = sp_page_shift + (word)(3 - level) * (sp_page_shift - 3);
	word count = level == 4 - (int)sp_levels ? sp_va_bits - shift : sp_page_shift - 3;

	for (word pa = table; pa < table + (8UL << count); pa += 8) {
		word entry = *(word *)linear(pa);

		if (entry)
			seed = (seed ^ entry ^ pa << 16) * 0x9e3779b97f4a7c15UL;
		if (level < 3 && (entry & 3) == 3)
			seed = digest(entry & ((1UL << 48) - page_bytes()), level + 1, seed);
	}
	return seed;
}

/* One number for all tables there are, io.splitproof.oracle.contract.Machine says which. */
word world_tables(void)
{
	return digest(k_walk_root(), 4 - (int)sp_levels, 0);
}

/* With nothing in its TLB; Arm ARM D8.2, D8.4. */
int world_permits(word va, word use)
{
	word table = k_walk_root(), bits = sp_page_shift - 3;
	word mask = (1UL << 48) - page_bytes();

	for (int level = 4 - (int)sp_levels; level <= 3; level++) {
		word shift = sp_page_shift + (word)(3 - level) * bits;
		word count = level == 4 - (int)sp_levels ? sp_va_bits - shift : bits;
		word entry = ((word *)linear(table))[(va >> shift) & ((1UL << count) - 1)];

		if (!(entry & 1))
			return 0;
		if (level < 3 && (entry & 2)) {
			if ((use == 1 && (entry >> 62 & 1)) || (use == 2 && (entry >> 59 & 1)))
				return 0;
			table = entry & mask;
			continue;
		}
		if (level == 3 && !(entry & 2))
			return 0;
		if (!(entry >> 10 & 1))
			return 0;
		if (use == 1)
			return !(entry >> 7 & 1) || (entry >> 51 & 1);
		return use == 0 || !(entry >> 53 & 1);
	}
	return 0;
}
