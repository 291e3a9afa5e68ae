package io.splitproof.fuzz.figures;

import io.splitproof.oracle.contract.MachineEvents;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/** What an operation does to tables, counted from what a machine announces. */
final class OperationCounts implements MachineEvents {

  /** Leaves that are split, in the order of the steps. */
  private static final List<String> NAMES =
      List.of("PUD", "cont PMD", "PMD", "cont PTE");

  private final long[] splits = new long[SplitStep.values().length];
  private long linearTables;
  private long areaTables;
  private long freed;
  private long stores;
  private long invalidations;

  /** Forgets what was counted. */
  void clear() {
    Arrays.fill(splits, 0);
    linearTables = 0;
    areaTables = 0;
    freed = 0;
    stores = 0;
    invalidations = 0;
  }

  /** The counts as people read them, without those of what did not happen. */
  String text() {
    StringJoiner words = new StringJoiner(", ");
    for (SplitStep step : SplitStep.values()) {
      add(words, "split " + NAMES.get(step.ordinal()), splits[step.ordinal()]);
    }
    add(words, "linear tables", linearTables);
    add(words, "area tables", areaTables);
    add(words, "tables freed", freed);
    add(words, "stores", stores);
    add(words, "TLBIs", invalidations);
    return words.length() == 0 ? "nothing" : words.toString();
  }

  private static void add(StringJoiner words, String what, long count) {
    if (count > 0) {
      words.add(what + " " + Numbers.of(count));
    }
  }

  @Override
  public void stored(long pa, long before, long after) {
    stores++;
  }

  @Override
  public void filled(long pa, int count, long first, long step) {
    stores += count;
  }

  @Override
  public void invalidated(long start, long end, Invalidation invalidation) {
    invalidations++;
  }

  @Override
  public void fixunmapped(int level) {
    invalidations++;
  }

  @Override
  public void tableAllocated(long pa, int level, Space space) {
    if (space == Space.LINEAR) {
      linearTables++;
    } else {
      areaTables++;
    }
  }

  @Override
  public void tableFreed(long pa) {
    freed++;
  }

  @Override
  public void split(SplitStep step) {
    splits[step.ordinal()]++;
  }
}
