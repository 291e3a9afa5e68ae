/* SPDX-License-Identifier: GPL-2.0 */
/* No debugger looks on; clang would look at its breakpoints. */
