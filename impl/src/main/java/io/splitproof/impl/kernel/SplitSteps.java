package io.splitproof.impl.kernel;

import io.splitproof.impl.memory.FrameTable;
import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineEvents.SplitStep;
import java.util.Arrays;

/**
 * Tells from stores when leaves change size: the kernel does not say so by itself. A leaf became a
 * table where a table descriptor replaces it; a group lost its mark where its first entry does.
 */
final class SplitSteps {

  private final Geometry geometry;
  private final FrameTable levels = new FrameTable();

  /** The table that was asked for last. */
  private long lastPfn = -1;

  private int lastLevel;

  /** What became of tables since boot: their numbers, and the levels they had. */
  private long[] pfns = new long[64];

  private int[] before = new int[64];
  private int changes;

  SplitSteps(Geometry geometry) {
    this.geometry = geometry;
  }

  /** The frame at {@code pa} is a table for {@code level} from now on. */
  void table(long pa, int level) {
    long pfn = pa >>> geometry.pageShift();
    int had = levels.get(pfn);
    if (had != level) {
      if (changes == pfns.length) {
        pfns = Arrays.copyOf(pfns, 2 * changes);
        before = Arrays.copyOf(before, 2 * changes);
      }
      pfns[changes] = pfn;
      before[changes++] = had;
      set(pfn, level);
    }
  }

  private void set(long pfn, int level) {
    levels.set(pfn, level);
    lastPfn = -1;
  }

  /** From now on {@link #reset} comes back to this moment. */
  void freeze() {
    changes = 0;
  }

  void reset() {
    while (changes > 0) {
      changes--;
      set(pfns[changes], before[changes]);
    }
  }

  private int level(long pa) {
    long pfn = pa >>> geometry.pageShift();
    if (pfn != lastPfn) {
      lastPfn = pfn;
      lastLevel = levels.get(pfn);
    }
    return lastLevel;
  }

  /** The step that a store at {@code pa} completes or begins; null if it is none. */
  SplitStep of(long pa, long before, long after) {
    int level = level(pa);
    if (level < 0 || !isPresent(before) || isTable(before, level)) {
      return null;
    }
    if (isTable(after, level)) {
      return level == Geometry.PUD ? SplitStep.PUD : SplitStep.PMD;
    }
    boolean unmarked = (before & ~after & Descriptor.CONTIGUOUS) != 0 && isPresent(after);
    int index = (int) (pa >>> 3) & geometry.contiguous(level) - 1;
    if (!unmarked || index != 0) {
      return null;
    }
    return level == Geometry.PTE ? SplitStep.CONT_PTE : SplitStep.CONT_PMD;
  }

  private static boolean isTable(long descriptor, int level) {
    return level < Geometry.PTE && (descriptor & Descriptor.TYPE_MASK) == Descriptor.TYPE_MASK;
  }

  private static boolean isPresent(long descriptor) {
    return (descriptor & (Descriptor.VALID | Descriptor.PRESENT_INVALID)) != 0;
  }
}
