/* SPDX-License-Identifier: GPL-2.0 */
/* An exchange of a descriptor is announced as the store it is. */
#include_next <asm/cmpxchg.h>
#ifndef SP_CMPXCHG_H
#define SP_CMPXCHG_H
#undef __xchg_wrapper
#define __xchg_wrapper(sfx, ptr, x) ({ \
	__typeof__(*(ptr)) __sp_new = (__typeof__(*(ptr)))(x); \
	if (sp_is_entry(*(ptr))) \
		sp_store((void *)(ptr), (unsigned long)__sp_new); \
	__atomic_exchange_n(ptr, __sp_new, 5); \
})
#endif
