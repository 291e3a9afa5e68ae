/* SPDX-License-Identifier: GPL-2.0 */
/* Included before everything else, right after the configuration: facts of this build. */
#undef CONFIG_JUMP_LABEL
#undef CONFIG_HAVE_ARCH_PREL32_RELOCATIONS
#undef CONFIG_HAVE_ARCH_COMPILER_H
/* Kernel pages may be guarded, though the host's compiler does not build for BTI. */
#define CONFIG_ARM64_BTI 1
#define CONFIG_ARM64_BTI_KERNEL 1
/* The root table lies in memory as all tables do, wherever the program's machine has it. */
#define swapper_pg_dir (*sp_root)
