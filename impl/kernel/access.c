// SPDX-License-Identifier: GPL-2.0
/*
 * What a CPU may do with an address, with nothing in its TLB: a walk of the tables as they are; Arm
 * ARM D8.2, D8.4.
 */
#include "world.h"

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
