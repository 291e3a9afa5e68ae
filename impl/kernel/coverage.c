// SPDX-License-Identifier: GPL-2.0
/*
 * Which edges of the kernel's files were taken, where clang has put counters into them. Said after
 * each operation: an edge, and how often it was taken, if that is more than the program has shown.
 */
#include <string.h>
#include "splitproof.h"

#define MOST_EDGES 16384
#define AT_ONCE 256

extern unsigned char __start___sancov_cntrs[] __attribute__((weak));
extern unsigned char __stop___sancov_cntrs[] __attribute__((weak));
static unsigned char shown[MOST_EDGES];

void __sanitizer_cov_8bit_counters_init(void)
{
}

void __sanitizer_cov_pcs_init(void)
{
}

static word edges(void)
{
	word count = (word)(__stop___sancov_cntrs - __start___sancov_cntrs);

	return count < MOST_EDGES ? count : MOST_EDGES;
}

/* 1, 2, 3, and from 4, 8, 16, 32 and 128 times on, as 1 to 8. */
static int class_of(unsigned int times)
{
	return times < 4 ? (int)times : times < 8 ? 4 : times < 16 ? 5 : times < 32 ? 6
		: times < 128 ? 7 : 8;
}

void coverage_clear(void)
{
	memset(__start___sancov_cntrs, 0, edges());
	memset(shown, 0, edges());
}

static int news(word edge, word *words, int count)
{
	int class = class_of(__start___sancov_cntrs[edge]);

	if (class > shown[edge]) {
		shown[edge] = (unsigned char)class;
		words[count++] = edge << 8 | (word)(class - 1);
	}
	__start___sancov_cntrs[edge] = 0;
	return count;
}

void coverage_report(void)
{
	word words[AT_ONCE], taken;
	int count = 0;

	for (word edge = 0; edge < edges(); edge += sizeof(word)) {
		memcpy(&taken, __start___sancov_cntrs + edge, sizeof(word));
		for (word each = edge; taken && each < edge + sizeof(word) && each < edges(); each++)
			count = news(each, words, count);
		if (count > AT_ONCE - (int)sizeof(word)) {
			sp_emit_words(EV_COVERED, count, words);
			count = 0;
		}
	}
	if (count > 0)
		sp_emit_words(EV_COVERED, count, words);
}
