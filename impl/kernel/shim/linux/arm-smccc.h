/* SPDX-License-Identifier: GPL-2.0 */
/* Whoever calls the firmware does what is not modelled. */
#include_next <linux/arm-smccc.h>
#ifndef SP_ARM_SMCCC_H
#define SP_ARM_SMCCC_H
extern unsigned long sp_sysreg(const char *name);
#undef __arm_smccc_1_1
#undef __fail_smccc_1_1
#define __arm_smccc_1_1(...) sp_sysreg("a call of the firmware")
#define __fail_smccc_1_1(...) sp_sysreg("a call of the firmware")
#endif
