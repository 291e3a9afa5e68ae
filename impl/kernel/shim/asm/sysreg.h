/* SPDX-License-Identifier: GPL-2.0 */
/* Whoever touches a system register does what is not modelled. */
#include_next <asm/sysreg.h>
#ifndef SP_SYSREG_H
#define SP_SYSREG_H
extern unsigned long sp_sysreg(const char *name);
#undef read_sysreg
#undef write_sysreg
#undef read_sysreg_s
#undef write_sysreg_s
#define read_sysreg(r) sp_sysreg(#r)
#define read_sysreg_s(r) sp_sysreg(#r)
#define write_sysreg(v, r) ((void)(v), (void)sp_sysreg(#r))
#define write_sysreg_s(v, r) ((void)(v), (void)sp_sysreg(#r))
#endif
