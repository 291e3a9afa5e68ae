package io.splitproof.oracle.contract;

import java.util.Arrays;

/** Where an allocation's frames come from. Programs choose, so that geometry is under test. */
public sealed interface Placement {

  /**
   * The first free frames at or after {@code pfn}, every {@code stride}-th one, wrapping at the
   * end of memory. A stride below 1 counts as 1.
   */
  record Near(long pfn, int stride) implements Placement {}

  /** Frames of a block the program already owns: from {@code page}, every {@code stride}-th one. */
  record Lent(int block, int page, int stride) implements Placement {}

  /** Exactly these frames at exactly this virtual address, as a recording says. */
  record Exact(long va, long[] pfns) implements Placement {

    /** Whether {@code other} names the same address and the same frames in the same order. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Exact exact && va == exact.va && Arrays.equals(pfns, exact.pfns);
    }

    @Override
    public int hashCode() {
      return 31 * Long.hashCode(va) + Arrays.hashCode(pfns);
    }
  }
}
