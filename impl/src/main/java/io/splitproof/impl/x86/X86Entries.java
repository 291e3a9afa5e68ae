package io.splitproof.impl.x86;

import io.splitproof.impl.linux.Entries;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.arch.X86Entry;

/**
 * How x86-64's kernel reads entries: whatever is not empty and no table is a leaf, present or not;
 * an absent leaf does not say how large it is.
 *
 * <p>Source: Linux 7.2 {@code arch/x86/include/asm/pgtable.h}, {@code pgtable_types.h}.
 */
public final class X86Entries extends Entries {

  private static final int PAGE_SHIFT = 12;

  /** Creates the tests. */
  public X86Entries() {
    super(PAGE_SHIFT);
  }

  @Override
  public boolean valid(long entry) {
    return (entry & X86Entry.PRESENT) != 0;
  }

  @Override
  public boolean present(long entry) {
    return entry != 0;
  }

  @Override
  public boolean pmdTable(long entry) {
    return valid(entry) && (entry & X86Entry.LARGE) == 0;
  }

  @Override
  public boolean pudTable(long entry) {
    return pmdTable(entry);
  }

  @Override
  public boolean contiguous(long entry) {
    return false;
  }

  /** Bits of a leaf at {@code level} that are no address. */
  static long flags(long entry, int level) {
    return entry & ~addressMask(level);
  }

  /** Where a leaf at {@code level} leads. */
  static long address(long entry, int level) {
    return entry & addressMask(level);
  }

  private static long addressMask(int level) {
    return level == Geometry.PTE
        ? X86Entry.ADDRESS_MASK
        : X86Entry.ADDRESS_MASK & ~X86Entry.LARGE_PAT;
  }
}
