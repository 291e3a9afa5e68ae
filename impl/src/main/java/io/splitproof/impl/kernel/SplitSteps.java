package io.splitproof.impl.kernel;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineEvents.SplitStep;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells from stores when leaves change size: the kernel does not say so by itself. A leaf became a
 * table where a table descriptor replaces it; a group lost its mark where its first entry does.
 */
final class SplitSteps {

  private final Geometry geometry;
  private final Map<Long, Integer> levels = new HashMap<>();

  SplitSteps(Geometry geometry) {
    this.geometry = geometry;
  }

  /** The frame at {@code pa} is a table for {@code level} from now on. */
  void table(long pa, int level) {
    levels.put(pa >>> geometry.pageShift(), level);
  }

  /** The step that a store at {@code pa} completes or begins; null if it is none. */
  SplitStep of(long pa, long before, long after) {
    Integer level = levels.get(pa >>> geometry.pageShift());
    if (level == null || !isPresent(before) || isTable(before, level)) {
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
