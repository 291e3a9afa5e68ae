package io.splitproof.fuzz.conform;

import io.splitproof.fuzz.conform.RecordedStep.SplitCounts;
import io.splitproof.oracle.contract.MachineEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps what recordings show of a machine's announcements: splits, tables taken for the linear map,
 * TLB invalidations by range; and which tables were written to.
 */
final class EventTap implements MachineEvents {

  private final List<Flush> flushes = new ArrayList<>();
  private final int[] splits = new int[SplitStep.values().length];
  private int tables;
  private String panic;
  private LinearMapCensus census;

  /** From now on {@code map} hears of every table that changes. */
  void watch(LinearMapCensus map) {
    census = map;
  }

  /** Forgets what was counted, before the next operation. */
  void clear() {
    flushes.clear();
    Arrays.fill(splits, 0);
    tables = 0;
  }

  List<Flush> flushes() {
    return List.copyOf(flushes);
  }

  SplitCounts splits() {
    return new SplitCounts(
        splits[SplitStep.CONT_PTE.ordinal()],
        splits[SplitStep.PMD.ordinal()],
        splits[SplitStep.CONT_PMD.ordinal()],
        splits[SplitStep.PUD.ordinal()]);
  }

  int tables() {
    return tables;
  }

  /** Why the kernel panicked, {@code null} if it has not. */
  String panic() {
    return panic;
  }

  private void changed(long pa) {
    if (census != null) {
      census.changed(pa);
    }
  }

  @Override
  public void stored(long pa, long before, long after) {
    changed(pa);
  }

  @Override
  public void filled(long pa, int count, long first, long step) {
    changed(pa);
  }

  @Override
  public void invalidated(long start, long end, Invalidation invalidation) {
    if (invalidation != Invalidation.WALK_CACHE) {
      flushes.add(new Flush(start, end, 1, invalidation == Invalidation.RANGE_AS_ALL));
    }
  }

  @Override
  public void tableAllocated(long pa, int level, Space space) {
    changed(pa);
    if (space == Space.LINEAR) {
      tables++;
    }
  }

  @Override
  public void tableFreed(long pa) {
    changed(pa);
  }

  @Override
  public void split(SplitStep step) {
    splits[step.ordinal()]++;
  }

  @Override
  public void panicked(String reason) {
    panic = reason;
  }
}
