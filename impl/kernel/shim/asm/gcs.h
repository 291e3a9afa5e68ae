/* SPDX-License-Identifier: GPL-2.0 */
/* User space's shadow stacks play no part; clang would look at the registers they name. */
#include <asm/uaccess.h>
#define __asm__(...)
#include_next <asm/gcs.h>
#undef __asm__
