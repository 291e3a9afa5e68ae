/* SPDX-License-Identifier: GPL-2.0 */
/* Every warning is announced, each time; a BUG ends the machine. */
#ifndef SP_BUG_H
#define SP_BUG_H
#include <linux/stringify.h>
extern void sp_warn(const char *file, int line, const char *function, const char *condition)
	__attribute__((cold));
extern void sp_bug(const char *file, int line) __attribute__((noreturn, cold));
#define HAVE_ARCH_BUG
#define BUG() sp_bug(__FILE__, __LINE__)
#define __WARN_FLAGS(first, ...) sp_warn(__FILE__, __LINE__, __func__, "" first)
#include <asm-generic/bug.h>
#endif
