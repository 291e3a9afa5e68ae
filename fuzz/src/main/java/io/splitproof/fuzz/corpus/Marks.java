package io.splitproof.fuzz.corpus;

import io.splitproof.fuzz.conform.LeafKind;
import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineEvents;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What one run leaves its marks on: kinds of leaf, resized ones, and allocations that failed. */
final class Marks implements MachineEvents {

  private final Set<String> leaves = new TreeSet<>();
  private final Set<String> failures = new TreeSet<>();
  private final Set<String> resizings = new TreeSet<>();
  private TableLevels levels;

  /** A run begins. */
  void begin(TableLevels tables) {
    levels = tables;
    levels.reset();
    leaves.clear();
    failures.clear();
    resizings.clear();
  }

  /** Kinds of leaf that were changed, made or taken away. */
  Set<String> leaves() {
    return leaves;
  }

  /** Kinds of allocation that failed. */
  Set<String> failures() {
    return failures;
  }

  /** Kinds of leaf that were split or merged. */
  Set<String> resizings() {
    return resizings;
  }

  @Override
  public void split(SplitStep step) {
    resizings.add("split " + word(step));
  }

  @Override
  public void merged(SplitStep step) {
    resizings.add("merge " + word(step));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public void stored(long pa, long before, long after) {
    if (levels != null) {
      mark(pa, before);
      mark(pa, after);
    }
  }

  @Override
  public void filled(long pa, int count, long first, long step) {
    if (levels != null) {
      mark(pa, first);
    }
  }

  /** Kinds of leaf are arm64's; of x86-64 none is noted. */
  private void mark(long pa, long descriptor) {
    int level = levels.isX86() ? -1 : levels.of(pa);
    if (level < Geometry.PUD || !LeafKind.isLeaf(level, descriptor)) {
      return;
    }
    String kind = LeafKind.of(level, descriptor).word();
    leaves.add(Descriptor.isValid(descriptor) ? kind : "invalid " + kind);
  }

  @Override
  public void tableAllocated(long pa, int level, Space space) {
    if (levels != null) {
      levels.allocated(pa, level);
    }
  }

  @Override
  public void allocationFailed(FaultPlan.Scope kind) {
    failures.add(word(kind));
  }
}
