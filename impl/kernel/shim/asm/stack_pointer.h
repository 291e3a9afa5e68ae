/* SPDX-License-Identifier: GPL-2.0 */
/* The host's stack pointer, as clang takes no other for one. */
#define current_stack_pointer ((unsigned long)__builtin_frame_address(0))
