/* SPDX-License-Identifier: GPL-2.0 */
/* Every WRITE_ONCE() of a descriptor is announced with its new value. */
#include_next <asm/rwonce.h>
#ifndef SP_RWONCE_H
#define SP_RWONCE_H
extern unsigned long sp_entries_end;
extern void sp_store(void *entry, unsigned long value);
#define sp_is_entry(x) (sizeof(x) == 8 && (unsigned long)&(x) < sp_entries_end)
#undef __WRITE_ONCE
#define __WRITE_ONCE(x, val) do { \
	__typeof__(x) __sp_value = (val); \
	if (sp_is_entry(x)) \
		sp_store((void *)&(x), *(unsigned long *)&__sp_value); \
	*(volatile typeof(x) *)&(x) = __sp_value; \
} while (0)
#endif
