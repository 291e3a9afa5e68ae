package io.splitproof.impl.x86;

import io.splitproof.impl.linux.Protection;
import io.splitproof.oracle.arch.X86Entry;

/**
 * x86-64's kernel protections. Accessed and dirty are set from the start, so that hardware never
 * has to.
 *
 * <p>Source: Linux 7.2 {@code arch/x86/include/asm/pgtable_types.h}, __PAGE_KERNEL and others.
 */
final class X86Protection extends Protection {

  /** A pointer to a table of the kernel: it forbids nothing below. */
  static final long TABLE =
      X86Entry.PRESENT | X86Entry.WRITABLE | X86Entry.ACCESSED | X86Entry.DIRTY;

  /** Writable, not executable: what the direct map is made of. */
  static final long KERNEL = TABLE | X86Entry.GLOBAL | X86Entry.NO_EXECUTE;

  X86Protection() {
    super(KERNEL, ~X86Entry.WRITABLE, ~X86Entry.NO_EXECUTE, X86Entry.PRESENT, TABLE);
  }

  @Override
  public long large(long protection) {
    return protection | X86Entry.LARGE;
  }
}
