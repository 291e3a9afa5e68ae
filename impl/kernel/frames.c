// SPDX-License-Identifier: GPL-2.0
/*
 * Which frames are free and which comes next, as io.splitproof.impl.memory.FrameAllocator has it:
 * programs say where their frames come from, tables grow downward from the top of boot memory or
 * come from right beside what they map.
 *
 * What becomes of frames after boot is put down, and tables that boot made are put aside before they
 * are written to, so that a reset costs what was touched.
 */
#include <string.h>
#include "splitproof.h"

enum { NOBODYS, OF_BOOT, PUT_ASIDE };

#define MOST_PIECES 256
#define MOST_FREED 65536
#define NEAR_RADIUS 4096

/* A table before it was first touched. */
struct before {
	word pfn;
	char page[128];
	char *contents;
};

/* What neighbouring frames were. */
struct change {
	word pfn, count;
	int use;
};

/* What a reset does not bring back by itself: it lies outside the executor's data. */
struct ledger {
	word frames;
	unsigned char *use, *table;
	struct change *change;
	struct before *before;
	word changes, put_aside;
	char *copies;
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
	ledger->table = sp_memory(ledger->frames);
	ledger->change = sp_memory(sizeof(struct change) << 28);
	ledger->before = sp_memory(sizeof(struct before) << 26);
	ledger->copies = sp_memory(1UL << 40);
}

/* Puts a table of boot aside as it is, the first time. */
void frames_touch(word pfn)
{
	word index = pfn - base(), bytes = 1UL << sp_page_shift;
	struct before *before;

	if (!booted || index >= ledger->frames || ledger->table[index] != OF_BOOT)
		return;
	ledger->table[index] = PUT_ASIDE;
	before = &ledger->before[ledger->put_aside];
	before->pfn = pfn;
	before->contents = ledger->copies + ledger->put_aside++ * bytes;
	memcpy(before->page, page_of(pfn), sp_struct_page);
	memcpy(before->contents, host(pfn), bytes);
}

static void set_use(word pfn, word count, int use)
{
	while (count > 0) {
		unsigned char *at = use_of(pfn);
		word run = 1;

		while (run < count && at[run] == *at)
			run++;
		if (booted)
			ledger->change[ledger->changes++] = (struct change){ pfn, run, *at };
		else if (use == TABLE)
			ledger->table[pfn - base()] = OF_BOOT;
		memset(at, use, run);
		pfn += run;
		count -= run;
	}
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
	while (ledger->changes > 0) {
		struct change *change = &ledger->change[--ledger->changes];

		if (*use_of(change->pfn) == TABLE)
			memset(page_of(change->pfn), 0, sp_struct_page);
		memset(use_of(change->pfn), change->use, change->count);
	}
	while (ledger->put_aside > 0) {
		struct before *before = &ledger->before[--ledger->put_aside];

		ledger->table[before->pfn - base()] = OF_BOOT;
		memcpy(page_of(before->pfn), before->page, sp_struct_page);
		memcpy(host(before->pfn), before->contents, 1UL << sp_page_shift);
	}
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

/* What is at a linear address. */
int frames_use(word at)
{
	word index = at >> sp_page_shift;

	if (index < ledger->frames && (ledger->use[index] == TABLE || is_memory(base() + index)))
		return ledger->use[index];
	return NO_MEMORY;
}

static int is_free(word pfn)
{
	return is_memory(pfn) && *use_of(pfn) == FREE;
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
	set_use(pfn, end - pfn, TAKEN);
}

static word find_in(int i, word from, word count, word align)
{
	word at = from > piece[i].start ? from : piece[i].start, end = piece[i].end, run;
	unsigned char *next;

	for (at = (at + align - 1) & -align; at + count <= end; at = (at + align - 1) & -align) {
		next = memchr(use_of(at), FREE, end - at);
		if (!next)
			break;
		if (next > use_of(at)) {
			at += (word)(next - use_of(at));
			continue;
		}
		for (run = 1; run < count && next[run] == FREE; run++)
			;
		if (run == count)
			return at;
		at += run;
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
	if (found != NO_FRAME)
		set_use(found, count, TAKEN);
	return found;
}

void frames_release(word pfn, word count)
{
	set_use(pfn, count, FREE);
}

static word take_apart(void)
{
	if (freed_count > 0) {
		set_use(ledger->freed[--freed_count], 1, TABLE);
		return ledger->freed[freed_count];
	}
	for (word pfn = table_floor; pfn-- > base();) {
		if (!is_free(pfn))
			continue;
		for (word skipped = pfn + 1; skipped < table_floor; skipped++)
			if (is_memory(skipped) && *use_of(skipped) == FREE)
				set_use(skipped, 1, TAKEN);
		table_floor = pfn;
		set_use(pfn, 1, TABLE);
		return pfn;
	}
	return NO_FRAME;
}

/* A frame for a table: closest to near_pfn if inside, else apart from everything. */
word frames_take_table(word near_pfn, int inside)
{
	for (word distance = 0; inside && distance < NEAR_RADIUS; distance++) {
		word up = near_pfn + distance, down = near_pfn - distance;
		word pfn = is_free(up) ? up : is_free(down) ? down : NO_FRAME;

		if (pfn != NO_FRAME) {
			set_use(pfn, 1, TABLE);
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
	frames_touch(pfn);
	if (pfn < table_floor || pfn >= table_top) {
		set_use(pfn, 1, FREE);
	} else if (freed_count < MOST_FREED) {
		set_use(pfn, 1, FREED);
		ledger->freed[freed_count++] = pfn;
	}
	return 1;
}
