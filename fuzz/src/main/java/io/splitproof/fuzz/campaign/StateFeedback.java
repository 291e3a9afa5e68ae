package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.RunListener;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;

/**
 * Shows a search how far a program has come that branches of the judged do not show: which kinds of
 * descriptor turned into which, how operations ended and what they did on the way, in which order
 * they came and which ran at once, and which oddities (invalid leaves, mixed contiguous groups,
 * lazily unmapped areas) were there when they began. Speaks at the end of every operation, on about
 * 220 axes; and of the edges that a kernel says were taken, which Jazzer's agent does not see.
 */
final class StateFeedback implements MachineEvents, RunListener {

  private static final int GRANULES = 3;

  /** Kind of descriptor before: states are the kind after, and the group of the operation. */
  private static final int CHANGES = 0;

  /** Kind of descriptor filled in: states are how many, and the group of the operation. */
  private static final int FILLS = CHANGES + DescriptorKind.COUNT;

  /** Operation before: states are the operation, and how it ended. */
  private static final int PAIRS = FILLS + DescriptorKind.COUNT;

  /** Warnings: states are the warning, and the group of the operation. */
  private static final int WARNINGS = PAIRS + OperationKind.COUNT + 1;

  /** Operation, by granule: states are how it ended, what could not be allocated, what split. */
  private static final int ENDINGS = WARNINGS + 1;

  /** Operation, by granule: states are the oddities it began with. */
  private static final int ODDITIES = ENDINGS + GRANULES * OperationKind.COUNT;

  /** Operation that another ran beside: states are the other, and how their turns fell. */
  private static final int COMPANY = ODDITIES + GRANULES * OperationKind.COUNT;

  /** States are what merged, and the group of the operation. */
  private static final int MERGES = COMPANY + OperationKind.COUNT;

  /** Edges in groups of so many, a kernel's after the other's: states are which, and how often. */
  private static final int EDGES = MERGES + 1;

  private static final int GROUP = 32;

  /** Groups that a kernel's edges come in; one with more has several edges in one state. */
  private static final int GROUPS = 192;

  private static final int[] STATUSES = {
    0, Outcome.EPERM, Outcome.EIO, Outcome.ENOMEM, Outcome.EBUSY, Outcome.EINVAL
  };

  private final StateSink sink;
  private final Coverage coverage;
  private final int[] changes = new int[DescriptorKind.COUNT];
  private final int[] fills = new int[DescriptorKind.COUNT];
  private MixedGroups mixed = new MixedGroups(1, 1);
  private long lastBefore;
  private long lastAfter;
  private int lastKind;
  private int moreBlocks;
  private int morePages;
  private int granule;
  private int kernel;
  private int previous;
  private int lazyAreas;
  private int invalidBlocks;
  private int invalidPages;
  private int failures;
  private int splits;
  private int merges;
  private int failed;
  private int oddities;
  private long entries;

  StateFeedback(StateSink sink) {
    this.sink = sink;
    this.coverage = new Coverage();
  }

  /** A program begins on that machine. */
  void begin(MachineConfig machine) {
    coverage.began(machine);
    Geometry geometry = machine.geometry();
    granule = (geometry.pageShift() - 12) / 2;
    int pool = machine.kfence() == MachineConfig.Kfence.NONE ? 0 : 1;
    kernel = 2 * Math.max(0, Geometry.real().indexOf(geometry)) + pool;
    mixed = new MixedGroups(geometry.contPtes(), geometry.contPmds());
    previous = OperationKind.COUNT;
    lazyAreas = 0;
    invalidBlocks = 0;
    invalidPages = 0;
    failures = 0;
    splits = 0;
    merges = 0;
    failed = 0;
    entries = 0;
    forgetLastStore();
  }

  /** What all programs have had to do with. */
  Coverage coverage() {
    return coverage;
  }

  /** Entries of tables the program has written so far: what it costs. */
  long entries() {
    return entries;
  }

  @Override
  public void stored(long pa, long before, long after) {
    long from = before & DescriptorKind.BITS;
    long to = after & DescriptorKind.BITS;
    if (from != lastBefore || to != lastAfter) {
      lastBefore = from;
      lastAfter = to;
      changed(DescriptorKind.of(before), DescriptorKind.of(after));
    }
    entries++;
    invalidBlocks += moreBlocks;
    invalidPages += morePages;
    if (DescriptorKind.isMarked(from & to)) {
      mixed.stored(pa, DescriptorKind.isPage(lastKind));
    }
  }

  /**
   * A range mostly changes alike, entry after entry; only the first of them needs a closer look.
   */
  private void changed(int from, int to) {
    changes[from] |= 1 << to;
    lastKind = to;
    boolean wasInvalid = DescriptorKind.isInvalidLeaf(from);
    boolean isInvalid = DescriptorKind.isInvalidLeaf(to);
    boolean page = DescriptorKind.isPage(isInvalid ? to : from);
    int more = (isInvalid ? 1 : 0) - (wasInvalid ? 1 : 0);
    morePages = page ? more : 0;
    moreBlocks = page ? 0 : more;
  }

  private void forgetLastStore() {
    lastBefore = -1;
    lastAfter = -1;
  }

  @Override
  public void filled(long pa, int count, long first, long step) {
    fills[DescriptorKind.of(first)] |= 1 << bits(count);
    entries += count;
  }

  @Override
  public void allocationFailed(FaultPlan.Scope kind) {
    coverage.failed(kind);
    failed = 1 + kind.ordinal();
    failures++;
  }

  @Override
  public void split(SplitStep step) {
    splits |= 1 << step.ordinal();
  }

  @Override
  public void merged(SplitStep step) {
    merges |= 1 << step.ordinal();
  }

  @Override
  public void covered(int edge, int often) {
    int group = EDGES + kernel * GROUPS + edge / GROUP % GROUPS;
    explore(group, edge % GROUP << 3 | often);
  }

  @Override
  public void areaUnmapped(int area) {
    lazyAreas++;
  }

  @Override
  public void locked(Lock lock) {
    lazyAreas = lock == Lock.PURGE ? 0 : lazyAreas;
  }

  @Override
  public void starting(int index, Step step) {
    oddities =
        Math.min(3, bits(lazyAreas)) << 6
            | (invalidBlocks > 0 ? 1 << 5 : 0)
            | (invalidPages > 0 ? 1 << 4 : 0)
            | (mixed.any() ? 1 << 3 : 0)
            | Math.min(7, bits(failures));
  }

  @Override
  public void calling(int index, Step call) {
    starting(index, call);
  }

  @Override
  public void called(int index, Step call, Outcome outcome, Divergence divergence) {
    finished(index, call, outcome, divergence);
  }

  @Override
  public void finished(int index, Step step, Outcome outcome, Divergence divergence) {
    if (step.operation() instanceof Operation.Composite) {
      return;
    }
    int kind = OperationKind.of(step.operation());
    coverage.ran(kind);
    int group = OperationKind.group(kind);
    int status = statusNumber(outcome);
    mixed.operationEnded();
    forgetLastStore();
    report(changes, CHANGES, group);
    report(fills, FILLS, group);
    explore(PAIRS + previous, kind << 3 | status);
    int parts = (splits & 3) | ((splits & 12) != 0 ? 4 : 0);
    int ofGranule = granule * OperationKind.COUNT + kind;
    explore(ENDINGS + ofGranule, Math.min(3, failed) << 6 | status << 3 | parts);
    explore(ODDITIES + ofGranule, oddities);
    for (Warning warning : Warning.values()) {
      if ((outcome.warnings() & warning.bit()) != 0) {
        explore(WARNINGS, warning.ordinal() << 3 | group);
      }
    }
    if (merges != 0) {
      explore(MERGES, merges << 3 | group);
    }
    previous = kind;
    splits = 0;
    merges = 0;
    failed = 0;
  }

  @Override
  public void finishedTogether(
      int index, Step first, Step second, Outcome[] outcomes, Divergence divergence) {
    int other = OperationKind.of(second.operation());
    explore(COMPANY + OperationKind.of(first.operation()), other << 3 | order(second.beside()));
    finished(index, first, outcomes[0], null);
    finished(index + 1, second, outcomes[1], divergence);
  }

  /** Whether an interrupt, whether in several turns, whether after more than a store. */
  private static int order(Interleaving beside) {
    int late = beside.turns().get(0) > 1 ? 1 : 0;
    return (beside.interrupt() ? 4 : 0) | (beside.turns().size() > 1 ? 2 : 0) | late;
  }

  private void report(int[] seen, int axis, int group) {
    for (int from = 0; from < seen.length; from++) {
      for (int left = seen[from]; left != 0; left &= left - 1) {
        explore(axis + from, Integer.numberOfTrailingZeros(left) << 3 | group);
      }
      seen[from] = 0;
    }
  }

  private void explore(int axis, int state) {
    sink.explore((byte) state, axis);
  }

  private static int statusNumber(Outcome outcome) {
    if (outcome.died()) {
      return 7;
    }
    for (int i = 0; i < STATUSES.length; i++) {
      if (STATUSES[i] == outcome.status()) {
        return i;
      }
    }
    return STATUSES.length;
  }

  /** Bits in {@code number}: 0, 1, 2 for two and three, and so on. */
  private static int bits(int number) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(number);
  }
}
