/* SPDX-License-Identifier: GPL-2.0 */
/* CPU capabilities are what the program's machine has, not patched branches. */
#ifndef SP_ALTERNATIVE_H
#define SP_ALTERNATIVE_H
#define alternative_has_cap_likely sp_unused_cap_likely
#define alternative_has_cap_unlikely sp_unused_cap_unlikely
#include_next <asm/alternative-macros.h>
#undef alternative_has_cap_likely
#undef alternative_has_cap_unlikely
extern unsigned char sp_caps[];
#define alternative_has_cap_likely(cap) (cpucap_is_possible(cap) && sp_caps[cap])
#define alternative_has_cap_unlikely(cap) (cpucap_is_possible(cap) && sp_caps[cap])
#endif
