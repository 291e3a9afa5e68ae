/* SPDX-License-Identifier: GPL-2.0 */
/* One task runs. */
#ifndef __ASM_CURRENT_H
#define __ASM_CURRENT_H
struct task_struct;
extern struct task_struct *sp_current;
#define get_current() sp_current
#define current sp_current
#endif
