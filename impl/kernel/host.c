// SPDX-License-Identifier: GPL-2.0
/*
 * The executor as a process: requests on standard input, events on standard output, and what ends
 * a machine that goes wrong. Messages are 64-bit words in the host's order: the first is the kind
 * plus 256 times the number of words that follow. What is asked for is answered by events and then
 * by EV_END; many requests may be under way.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>
#include "splitproof.h"

#define VERSION 1
#define MAGIC 0x464f4f5250544c50UL
#define BUFFER (1 << 16)
#define VMEMMAP 0x73fe00000000UL
#define UNMODELLED 0x7d0000000000UL
#ifndef SECONDS
#define SECONDS 10
#endif

enum { REQ_BOOT = 1, REQ_RESET, REQ_ARM, REQ_RUN, REQ_TABLES };

extern const char *const sp_unmodelled[];
extern char __data_start[], _end[];

/* What a reset brings back: the data of the executor, and the kernel's small objects after it. */
char *sp_objects, *sp_objects_end;

/* What a reset must not touch: it lies outside the executor's data. */
struct host {
	word in[BUFFER], out[BUFFER];
	size_t in_bytes, in_used, out_words;
	char *image;
	size_t image_bytes;
	sigjmp_buf death;
	int running, dead;
};
static struct host *host;

/* Stores to neighbouring entries that grow by the same step are one event. */
static struct { word pa, count, first, step; } run;

static void fail(const char *what)
{
	perror(what);
	_exit(1);
}

static void *map(word at, word bytes, int fixed)
{
	int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | (fixed ? MAP_FIXED : 0);
	void *mapped = mmap((void *)at, bytes, PROT_READ | PROT_WRITE, flags, -1, 0);

	if (mapped == MAP_FAILED)
		fail("mmap");
	return mapped;
}

/* Zeroed memory, anywhere; it costs what is written to. */
void *sp_memory(word bytes)
{
	return map(0, bytes, 0);
}

/* The same at an address, except that the lowest addresses are nobody's. */
void sp_memory_at(word at, word bytes)
{
	word from = at < LOWEST ? LOWEST : at;

	if (from < at + bytes)
		map(from, at + bytes - from, 1);
}

static void flush(void)
{
	char *from = (char *)host->out;
	size_t left = host->out_words * 8;

	while (left > 0) {
		ssize_t written = write(1, from, left);

		if (written <= 0)
			_exit(0);	/* nobody listens any more */
		from += written;
		left -= (size_t)written;
	}
	host->out_words = 0;
}

static void put(int kind, int count, const word *words)
{
	if (host->out_words + (size_t)count + 1 > BUFFER)
		flush();
	host->out[host->out_words++] = (word)kind | (word)count << 8;
	memcpy(host->out + host->out_words, words, (size_t)count * 8);
	host->out_words += (size_t)count;
}

static void end_run(void)
{
	word words[4] = { run.pa, run.count, run.first, run.step };

	if (run.count == 1)
		put(EV_STORED, 2, (word[]){ run.pa, run.first });
	else if (run.count > 1)
		put(EV_FILLED, 4, words);
	run.count = 0;
}

void sp_emit_words(int kind, int count, const word *words)
{
	end_run();
	put(kind, count, words);
}

void sp_emit(int kind, int count, ...)
{
	word words[8];
	va_list list;

	va_start(list, count);
	for (int i = 0; i < count; i++)
		words[i] = va_arg(list, word);
	va_end(list);
	sp_emit_words(kind, count, words);
}

/* A number and three texts, each ended by a zero byte. */
void sp_emit_text(int kind, word number, const char *one, const char *two, const char *three)
{
	word words[64] = { number };
	char *text = (char *)(words + 1);
	int used = snprintf(text, sizeof(words) - 16, "%s%c%s%c%s", one, 0, two, 0, three) + 1;

	if (used > (int)sizeof(words) - 16)
		used = (int)sizeof(words) - 16;
	sp_emit_words(kind, 1 + (used + 7) / 8, words);
}

void sp_store(void *entry, word value)
{
	word pa = (word)entry + (word)sp_memstart(), page = 1UL << sp_page_shift;

	frames_touch(pa >> sp_page_shift);
	if (run.count > 0 && pa == run.pa + 8 * run.count && (pa & (page - 1))) {
		if (run.count == 1)
			run.step = value - run.first;
		if (value == run.first + run.step * run.count) {
			run.count++;
			return;
		}
	}
	end_run();
	run.pa = pa;
	run.count = 1;
	run.first = value;
}

/* A kernel address as programs know it. */
word sp_kernel_va(word va)
{
	return va | -1UL << sp_va_bits;
}

void sp_die(int why, word where, const char *text)
{
	sp_emit_text(EV_DIED, where, text, why == DIED_BUG	? "bug"
					   : why == DIED_CHECK	? "check"
					   : why == DIED_SIGNAL ? "signal"
					   : why == DIED_HANG	? "hang"
								: "unmodelled", "");
	if (!host->running) {
		flush();
		_exit(1);
	}
	siglongjmp(host->death, 1);
}

static void on_signal(int number, siginfo_t *info, void *context)
{
	greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
	word at = (word)info->si_addr, symbol = (at - UNMODELLED) >> 12;
	word rip = (word)registers[REG_RIP];
	word count = 0;
	static char text[128];

	while (sp_unmodelled[count])
		count++;
	if (number == SIGSEGV && rip == at)	/* a call to nowhere: who called? */
		rip = *(word *)registers[REG_RSP] - 1;
	if (number == SIGVTALRM)
		sp_die(DIED_HANG, rip, "no end after so many seconds of CPU time");
	if (number == SIGSEGV && symbol < count)
		sp_die(DIED_UNMODELLED, rip, sp_unmodelled[symbol]);
	if (number == SIGILL)
		sp_die(DIED_UNMODELLED, rip, "arm64 assembly");
	snprintf(text, sizeof(text), "%s at address %#lx", strsignal(number), at);
	sp_die(DIED_SIGNAL, rip, text);
}

static void catch_signals(void)
{
	stack_t stack = { .ss_sp = sp_memory(1 << 16), .ss_size = 1 << 16 };
	struct sigaction action = { .sa_sigaction = on_signal,
				    .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER };
	int numbers[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGVTALRM };

	sigaltstack(&stack, NULL);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		sigaction(numbers[i], &action, NULL);
}

static void time_limit(int seconds)
{
	struct itimerval limit = { .it_value = { .tv_sec = seconds } };

	setitimer(ITIMER_VIRTUAL, &limit, NULL);
}

/* Carries one request out; returns its status. A machine that dies says so and returns 0. */
static long carry_out(int kind, const word *words, int count)
{
	volatile long status = 0;

	if (host->dead && kind != REQ_RESET)
		return 0;
	host->running = 1;
	if (sigsetjmp(host->death, 0) == 0) {
		switch (kind) {
		case REQ_BOOT:
			time_limit(6 * SECONDS);
			memcpy(&sp_machine, words, (size_t)count * 8);
			status = (long)world_boot();
			coverage_report();
			coverage_clear();
			end_run();
			host->image_bytes = (size_t)(sp_objects - __data_start);
			host->image = sp_memory(host->image_bytes);
			memcpy(host->image, __data_start, host->image_bytes);
			time_limit(SECONDS);
			break;
		case REQ_ARM:
			world_arm(words[0], words[1], words[2]);
			break;
		case REQ_RUN:
			status = world_run((int)words[0], words + 1);
			break;
		case REQ_TABLES:
			status = (long)world_tables();
			break;
		}
	} else {
		host->dead = 1;
	}
	if (kind == REQ_RUN)
		coverage_report();
	host->running = 0;
	return status;
}

static void reset(void)
{
	if (!host->image)
		return;		/* it died while it booted, and stays dead */
	frames_reset();
	memcpy(__data_start, host->image, host->image_bytes);
	host->dead = 0;
	time_limit(SECONDS);
}

/* The next words of input, so many; leaves when there are no more. */
static word *need(size_t words)
{
	char *bytes = (char *)host->in;
	size_t left = host->in_bytes - host->in_used;

	if (left < words * 8) {
		memmove(bytes, bytes + host->in_used, left);
		host->in_bytes = left;
		host->in_used = 0;
	}
	while (host->in_bytes - host->in_used < words * 8) {
		flush();
		ssize_t got = read(0, bytes + host->in_bytes, sizeof(host->in) - host->in_bytes);

		if (got <= 0)
			_exit(0);
		host->in_bytes += (size_t)got;
	}
	return (word *)(bytes + host->in_used);
}

int main(void)
{
	host = sp_memory(sizeof(*host));
	catch_signals();
	sp_objects = (char *)(((word)_end + 4095) & -4096UL);
	sp_memory_at((word)sp_objects, SP_MOST_SMALL);
	sp_objects_end = sp_objects + SP_MOST_SMALL;
	sp_vmemmap = VMEMMAP;
	sp_memory_at(VMEMMAP, 1UL << 40);
	for (int slot = 0; slot < SP_OBJECTS; slot++)
		sp_memory_at(SP_SLOTS + (word)slot * SP_SLOT, SP_SLOT - SP_SLOT_GUARD);
	confine();
	sp_emit(EV_HELLO, 8, MAGIC, (word)VERSION, (word)sp_page_shift, (word)sp_va_bits,
		(word)sp_levels, (word)sp_cont_ptes, (word)sp_cont_pmds, (word)sp_has_kfence);
	for (;;) {
		word *message = need(1);
		int kind = (int)(message[0] & 255), count = (int)(message[0] >> 8);
		long status = 0;

		if (count < 0 || count + 1 > BUFFER) {
			fputs("executor: a request that is too long\n", stderr);
			return 1;
		}
		message = need((size_t)count + 1);
		if (kind == REQ_RESET)
			reset();
		else
			status = carry_out(kind, message + 1, count);
		sp_emit(EV_END, 1, (word)status);
		host->in_used += ((size_t)count + 1) * 8;
	}
}
