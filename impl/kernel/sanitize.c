// SPDX-License-Identifier: GPL-2.0
/*
 * What a kernel built for finding asks at every load and store, and says where it does what C does
 * not define: the two runtimes that clang's checks call. The usual ones have their tables where
 * the linear map is here; these ask who owns an address.
 */
#include <stdio.h>
#include "splitproof.h"

#define HERE ((word)__builtin_return_address(0))

static struct { word from, end; } arrays[SP_OBJECTS];

void sanitize_array(int slot, word at, word count)
{
	arrays[slot].from = at;
	arrays[slot].end = at + count * sizeof(word);
}

/* An area gives up the array of its pages. */
void sp_stub_kvfree(const void *object)
{
	word slot = ((word)object - SP_SLOTS) / SP_SLOT;

	if (slot < SP_OBJECTS)
		arrays[slot].end = 0;
}

static const char *array_complaint(word at, word size)
{
	word slot = (at - SP_SLOTS) / SP_SLOT;

	if (!arrays[slot].end)
		return "use-after-free: an area's array of pages";
	return at >= arrays[slot].from && at + size <= arrays[slot].end
		       ? NULL : "out-of-bounds: an area's array of pages";
}

static const char *table_complaint(word at)
{
	switch (frames_use(at)) {
	case TABLE:
		return NULL;
	case FREED:
		return "use-after-free: a table";
	case FREE:
		return "use-after-free: a frame that nobody has";
	case TAKEN:
		return "out-of-bounds: a frame that is no table";
	}
	return "out-of-bounds: an address without memory";
}

static const char *page_complaint(word at)
{
	word index = (at - sp_vmemmap) / sp_struct_page;

	return frames_use(index << sp_page_shift) == NO_MEMORY ? "out-of-bounds: the struct page of no memory" : NULL;
}

/* The lowest addresses are left to the host, which has nothing there. */
static const char *complaint(word at, word size)
{
	if (at < sp_entries_end)
		return at < LOWEST ? NULL : table_complaint(at);
	if (at - sp_vmemmap < 1UL << 40)
		return page_complaint(at);
	if (at - SP_SLOTS < SP_OBJECTS * SP_SLOT)
		return array_complaint(at, size);
	return slab_complaint(at, size);
}

static void check(word at, word size, const char *what, word from)
{
	const char *why = complaint(at, size);
	char text[128];

	if (!why)
		return;
	snprintf(text, sizeof(text), "%s (%s %lu bytes at %#lx)", why, what, size,
		 at < sp_entries_end ? sp_kernel_va(at) : at);
	sp_die(DIED_CHECK, from, text);
}

#define ACCESS(size) \
	void __asan_load##size##_noabort(word at) { check(at, size, "loads", HERE); } \
	void __asan_store##size##_noabort(word at) { check(at, size, "stores", HERE); }
ACCESS(1) ACCESS(2) ACCESS(4) ACCESS(8) ACCESS(16)

void __asan_loadN_noabort(word at, word size)
{
	check(at, size, "loads", HERE);
}

void __asan_storeN_noabort(word at, word size)
{
	check(at, size, "stores", HERE);
}

void __asan_handle_no_return(void)
{
}

#define UNDEFINED(name, what) \
	void __ubsan_handle_##name(void) { sp_die(DIED_CHECK, HERE, what); }
UNDEFINED(out_of_bounds, "undefined: an index beyond its array")
UNDEFINED(shift_out_of_bounds, "undefined: a shift too far")
UNDEFINED(divrem_overflow, "undefined: a division by zero")
UNDEFINED(builtin_unreachable, "undefined: what cannot be reached was")
UNDEFINED(load_invalid_value, "undefined: a value that its type has not")
