// SPDX-License-Identifier: GPL-2.0
/*
 * Which frames are free and which comes next, as io.splitproof.impl.memory.FrameAllocator has it:
 * programs say where their frames come from, tables grow downward from the top of boot memory or
 * come from right beside what they map.
 *
 * A frame that is written to, taken or given back for the first time since boot is put aside as it
 * was, so that a reset costs what was touched.
 */
#include <string.h>
#include "splitproof.h"

#define MOST_PIECES 256
#define MOST_FREED 65536
#define NEAR_RADIUS 4096

/* A frame before it was first touched. */
struct before {
	word pfn;
	unsigned char use;
	char page[128];
	void *contents;
};

/* What a reset does not bring back by itself: it lies outside the executor's data. */
struct ledger {
	word frames;
	unsigned char *use, *touched;
	struct before *before;
	word count;
	char *copies;
	word copied;
	word freed[MOST_FREED];
};

static struct ledger *ledger;
static struct { word start, end; } piece[MOST_PIECES];
static int pieces, boot_pieces;
static word table_floor, table_top;
static int freed_count;
static int booted;

static word base(void)
{
	return sp_machine.memstart >> sp_page_shift;
}

static void *host(word pfn)
{
	return (void *)((pfn - base()) << sp_page_shift);
}

static void *page_of(word pfn)
{
	return (char *)sp_vmemmap + (pfn - base()) * sp_struct_page;
}

static unsigned char *use_of(word pfn)
{
	return ledger->use + (pfn - base());
}

void frames_begin(void)
{
	word linear = 1UL << (sp_va_bits - 1);

	ledger = sp_memory(sizeof(*ledger));
	ledger->frames = (linear < SP_MOST_LINEAR ? linear : SP_MOST_LINEAR) >> sp_page_shift;
	ledger->use = sp_memory(ledger->frames);
	ledger->touched = sp_memory(ledger->frames);
	ledger->before = sp_memory(sizeof(struct before) << 26);
	ledger->copies = sp_memory(1UL << 40);
}

/* Puts a frame aside as it is, the first time after boot. */
void frames_touch(word pfn)
{
	word index = pfn - base();
	struct before *before;

	if (!booted || index >= ledger->frames || ledger->touched[index])
		return;
	ledger->touched[index] = 1;
	before = &ledger->before[ledger->count++];
	before->pfn = pfn;
	before->use = ledger->use[index];
	memcpy(before->page, page_of(pfn), sp_struct_page);
	before->contents = NULL;
	if (before->use == TABLE) {
		before->contents = ledger->copies + ledger->copied;
		ledger->copied += 1UL << sp_page_shift;
		memcpy(before->contents, host(pfn), 1UL << sp_page_shift);
	}
}

static void set_use(word pfn, int use)
{
	frames_touch(pfn);
	*use_of(pfn) = use;
}

void frames_freeze(void)
{
	boot_pieces = pieces;
	freed_count = 0;
	booted = 1;
}

/* Brings frames back; everything else that is static here comes back with the executor's data. */
void frames_reset(void)
{
	while (ledger->count > 0) {
		struct before *before = &ledger->before[--ledger->count];

		*use_of(before->pfn) = before->use;
		ledger->touched[before->pfn - base()] = 0;
		memcpy(page_of(before->pfn), before->page, sp_struct_page);
		if (before->contents)
			memcpy(host(before->pfn), before->contents, 1UL << sp_page_shift);
	}
	ledger->copied = 0;
}

/* Memory [pfn, end). */
void frames_add(word pfn, word end)
{
	if (pieces == MOST_PIECES)
		sp_die(DIED_UNMODELLED, 0, "too many pieces of memory");
	piece[pieces].start = pfn;
	piece[pieces++].end = end;
	sp_memory_at((word)host(pfn), (end - pfn) << sp_page_shift);
	if (!booted) {
		table_top = end;
		table_floor = end;
	}
}

void frames_remove(word pfn, word end)
{
	for (int i = pieces - 1; i >= boot_pieces; i--) {
		word start = piece[i].start, last = piece[i].end;

		if (start >= end || last <= pfn)
			continue;
		piece[i] = piece[--pieces];
		if (start < pfn) {
			piece[pieces].start = start;
			piece[pieces++].end = pfn;
		}
		if (last > end) {
			piece[pieces].start = end;
			piece[pieces++].end = last;
		}
	}
}

int frames_is_hot_added(word pfn, word end)
{
	word at = pfn;

	while (at < end) {
		int i = boot_pieces;

		while (i < pieces && (at < piece[i].start || at >= piece[i].end))
			i++;
		if (i == pieces)
			return 0;
		at = piece[i].end;
	}
	return pfn < end;
}

int frames_overlaps(word pfn, word end)
{
	for (int i = 0; i < pieces; i++)
		if (piece[i].start < end && piece[i].end > pfn)
			return 1;
	return 0;
}

static int is_memory(word pfn)
{
	for (int i = 0; i < pieces; i++)
		if (pfn >= piece[i].start && pfn < piece[i].end)
			return 1;
	return 0;
}

int frames_use(word pfn)
{
	word index = pfn - base();

	if (index < ledger->frames && (ledger->use[index] == TABLE || is_memory(pfn)))
		return ledger->use[index];
	return NO_MEMORY;
}

/* Whether a table may be there: it is free, and the host can have memory at that address. */
static int is_for_tables(word pfn)
{
	return is_memory(pfn) && *use_of(pfn) == FREE && (word)host(pfn) >= LOWEST;
}

int frames_any_in_use(word pfn, word end)
{
	for (; pfn < end; pfn++)
		if (*use_of(pfn) != FREE)
			return 1;
	return 0;
}

/* The free frames from *pfn on, in boot memory: their first and the one after their last. */
int frames_next_free_run(word *pfn, word *end)
{
	for (int i = 0; i < boot_pieces || (!booted && i < pieces); i++) {
		word at = *pfn > piece[i].start ? *pfn : piece[i].start;

		while (at < piece[i].end && *use_of(at) != FREE)
			at++;
		if (at >= piece[i].end)
			continue;
		*pfn = at;
		while (at < piece[i].end && *use_of(at) == FREE)
			at++;
		*end = at;
		return 1;
	}
	return 0;
}

void frames_reserve(word pfn, word end)
{
	for (; pfn < end; pfn++)
		set_use(pfn, TAKEN);
}

static word find_in(int i, word from, word count, word align)
{
	word at = from > piece[i].start ? from : piece[i].start, run = 0;

	for (at = (at + align - 1) & -align; at + count <= piece[i].end;) {
		for (run = 0; run < count && *use_of(at + run) == FREE; run++)
			;
		if (run == count)
			return at;
		at = (at + run + align) & -align;
	}
	return NO_FRAME;
}

static word find(word from, word count, word align)
{
	word best = NO_FRAME;

	for (int i = 0; i < pieces; i++) {
		word found = piece[i].start > best ? NO_FRAME : find_in(i, from, count, align);

		best = found < best ? found : best;
	}
	return best;
}

/* Neighbouring free frames at or after near_pfn, or from the start of memory on. */
word frames_take(word near_pfn, word count, word align)
{
	word found = find((long)near_pfn < 0 ? 0 : near_pfn, count, align);

	if (found == NO_FRAME)
		found = find(0, count, align);
	for (word i = 0; found != NO_FRAME && i < count; i++)
		set_use(found + i, TAKEN);
	return found;
}

void frames_release(word pfn, word count)
{
	for (word i = 0; i < count; i++)
		set_use(pfn + i, FREE);
}

static word take_apart(void)
{
	if (freed_count > 0) {
		set_use(ledger->freed[--freed_count], TABLE);
		return ledger->freed[freed_count];
	}
	for (word pfn = table_floor; pfn-- > base();) {
		if (!is_for_tables(pfn))
			continue;
		for (word skipped = pfn + 1; skipped < table_floor; skipped++)
			if (is_memory(skipped) && *use_of(skipped) == FREE)
				set_use(skipped, TAKEN);
		table_floor = pfn;
		set_use(pfn, TABLE);
		return pfn;
	}
	return NO_FRAME;
}

/* A frame for a table: closest to near_pfn if inside, else apart from everything. */
word frames_take_table(word near_pfn, int inside)
{
	for (word distance = 0; inside && distance < NEAR_RADIUS; distance++) {
		word up = near_pfn + distance, down = near_pfn - distance;
		word pfn = is_for_tables(up) ? up : is_for_tables(down) ? down : NO_FRAME;

		if (pfn != NO_FRAME) {
			set_use(pfn, TABLE);
			return pfn;
		}
	}
	return take_apart();
}

/* Gives back a table; says whether it was one. Those apart are tables for ever. */
int frames_release_table(word pfn)
{
	if (*use_of(pfn) != TABLE)
		return 0;
	if (pfn < table_floor || pfn >= table_top) {
		set_use(pfn, FREE);
	} else if (freed_count < MOST_FREED) {
		set_use(pfn, FREED);
		ledger->freed[freed_count++] = pfn;
	}
	return 1;
}
