// SPDX-License-Identifier: GPL-2.0
/* Placements: which frames a program wants for an object, and taking them. */
#include <string.h>
#include "world.h"

static word at_least_one(word stride)
{
	return (int)stride < 1 ? 1 : stride;
}

static int take_singles(word *pfns, word pages, const word *place)
{
	word stride = at_least_one(place[2]), next = place[1];

	for (word i = 0; i < pages; i++) {
		word pfn = world_take(next, 1, 1);

		if (pfn == NO_FRAME) {
			for (word back = 0; back < i; back++)
				world_give_back(pfns[back], 1);
			return 0;
		}
		pfns[i] = pfn;
		next = pfn + stride;
	}
	return 1;
}

/* The frames of an area; false if there are not so many. With large pieces they are neighbours. */
int world_place(word *pfns, word pages, word piece, const word *place)
{
	if (place[0] == EXACT) {
		memcpy(pfns, place + 3, place[2] * sizeof(word));
		return 1;
	}
	if (place[0] == LENT)
		return world_lend(place[1], place[2], at_least_one(place[3]), pages, pfns);
	if (piece == 1)
		return take_singles(pfns, pages, place);
	word first = world_take(place[1], pages, piece);

	for (word i = 0; first != NO_FRAME && i < pages; i++)
		pfns[i] = first + i;
	return first != NO_FRAME;
}

/* The first of so many neighbours that nobody lends, NO_FRAME if there are none. */
word world_place_neighbours(word pages, word align, const word *place)
{
	if (place[0] == EXACT)
		return place[3];
	return world_take(place[0] == NEAR ? place[1] : 0, pages, align);
}
