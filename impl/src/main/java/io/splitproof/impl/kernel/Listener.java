package io.splitproof.impl.kernel;

import io.splitproof.impl.memory.TableMemory;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.MachineEvents.Barrier;
import io.splitproof.oracle.contract.MachineEvents.Context;
import io.splitproof.oracle.contract.MachineEvents.Invalidation;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import io.splitproof.oracle.contract.MachineEvents.Space;
import io.splitproof.oracle.contract.MachineEvents.SplitStep;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;

/**
 * Hears what an executor does until it has answered a request: keeps a mirror of the page tables
 * and passes every event on, each at the moment when the mirror is as the kernel's memory was.
 */
final class Listener {

  /** What a new table holds until the kernel fills it; sp_take_table() puts the same there. */
  private static final long SPOILED = 0x0000deadbeef0003L;

  private static final Barrier[] BARRIERS = {Barrier.DSB_ISHST, Barrier.DSB_ISH, Barrier.ISB};
  private static final Invalidation[] INVALIDATIONS = Invalidation.values();
  private static final Space[] SPACES = Space.values();
  private static final Lock[] LOCKS = Lock.values();
  private static final Context[] CONTEXTS = Context.values();
  private static final FaultPlan.Scope[] SCOPES = FaultPlan.Scope.values();

  private final Connection from;
  private final TableMemory memory;
  private final SourceLines lines;
  private final int entries;
  private final SplitSteps splits;
  private final EdgeSet reached;
  private MachineEvents events = MachineEvents.NONE;
  private int warnings;
  private boolean died;
  private String reason;

  /** Creates it; which edges were taken goes to {@code reached}. */
  Listener(
      Connection from,
      Geometry geometry,
      TableMemory memory,
      EdgeSet reached,
      SourceLines lines) {
    this.from = from;
    this.lines = lines;
    this.memory = memory;
    this.reached = reached;
    this.entries = 1 << geometry.indexBits();
    this.splits = new SplitSteps(geometry);
  }

  /** From now on {@code listener} hears everything. */
  void passOnTo(MachineEvents listener) {
    events = listener;
  }

  /** The root table is at {@code pa}, and its entries are of {@code level}. */
  void root(long pa, int level) {
    splits.table(pa, level);
  }

  /** Hears the answer to one request; returns its status. */
  long answer() {
    warnings = 0;
    for (EventKind kind = from.next(); kind != EventKind.END; kind = from.next()) {
      hear(kind);
    }
    return from.word(0) == Connection.NOTHING ? 0 : from.word(0);
  }

  /** As {@link #answer}, and how the operation ended. */
  Outcome outcome() {
    int status = (int) answer();
    return !died && warnings == 0 ? Outcome.of(status) : new Outcome(status, warnings, died);
  }

  /** Whether the machine died since the last reset. */
  boolean died() {
    return died;
  }

  /** Why the machine died last. */
  String reason() {
    return reason;
  }

  /** From now on {@link #reset} comes back to this moment. */
  void freeze() {
    splits.freeze();
  }

  /** The machine is as it was after boot, and lives again. */
  void reset() {
    died = false;
    splits.reset();
  }

  private void hear(EventKind kind) {
    switch (kind) {
      case STORED -> stored(from.word(0), from.word(1));
      case FILLED ->
          filled(from.word(0), (int) from.word(1), from.word(2), from.word(3));
      case ZEROED -> {
        filled(from.word(0), entries, 0, 0);
        events.zeroed(from.word(0));
      }
      case BARRIER -> events.barrier(one(BARRIERS, 0));
      case INVALIDATED -> events.invalidated(from.word(0), from.word(1), one(INVALIDATIONS, 2));
      case TABLE_ALLOCATED -> {
        memory.fill(from.word(0), entries, SPOILED, 0);
        splits.table(from.word(0), (int) from.word(1));
        events.tableAllocated(from.word(0), (int) from.word(1), one(SPACES, 2));
      }
      case TABLE_FREED -> events.tableFreed(from.word(0));
      case TRIED -> events.allocationTried(one(SCOPES, 0));
      case FAILED -> events.allocationFailed(one(SCOPES, 0));
      case ALLOCATING -> events.allocating(from.word(0) != 0);
      case LOCKED -> events.locked(one(LOCKS, 0));
      case UNLOCKED -> events.unlocked(one(LOCKS, 0));
      case ENTERED -> events.entered(one(CONTEXTS, 0));
      case LEFT -> events.left(one(CONTEXTS, 0));
      default -> hearRare(kind);
    }
  }

  private void hearRare(EventKind kind) {
    switch (kind) {
      case WARNED -> warned();
      case DIED -> died(new Death(from.word(0), from.texts(1).get(1), from.texts(1).get(0)));
      case AREA_MAPPED -> {
        long[] pfns = new long[from.words() - 2];
        for (int i = 0; i < pfns.length; i++) {
          pfns[i] = from.word(i + 2);
        }
        events.areaMapped((int) from.word(0), from.word(1), pfns);
      }
      case AREA_UNMAPPED -> events.areaUnmapped((int) from.word(0));
      case BLOCK_TAKEN -> events.blockTaken((int) from.word(0), from.word(1), from.word(2));
      case FRAMES_FREED -> events.framesFreed(from.word(0), from.word(1));
      case KFENCE_POOL -> events.kfencePool(from.word(0), from.word(1));
      case CPU_ONLINE -> events.cpuOnline((int) from.word(0), from.word(1) != 0);
      case HOST_TOLD -> events.hostTold(from.word(0), from.word(1), from.word(2) != 0);
      case COVERED -> covered();
      default -> throw new ExecutorFailure("the executor sent " + kind + " in the wrong place");
    }
  }

  private void covered() {
    for (int i = 0; i < from.words(); i++) {
      int edge = (int) (from.word(i) >>> 8);
      reached.add(edge);
      events.covered(edge, (int) from.word(i) & 7);
    }
  }

  private <T> T one(T[] all, int index) {
    long number = from.word(index);
    if (number < 0 || number >= all.length) {
      throw new ExecutorFailure("the executor sent " + number + " for a " + all[0].getClass());
    }
    return all[(int) number];
  }

  private void stored(long pa, long after) {
    long before = memory.write(pa, after);
    announce(splits.of(pa, before, after));
    events.stored(pa, before, after);
  }

  private void filled(long pa, int count, long first, long step) {
    for (int i = isFresh(pa, count) ? count : 0; i < count; i++) {
      announce(splits.of(pa + 8L * i, memory.read(pa + 8L * i), first + i * step));
    }
    events.filled(pa, count, first, step);
    memory.fill(pa, count, first, step);
  }

  /** Whether none of the entries was ever a leaf. */
  private boolean isFresh(long pa, int count) {
    long before = memory.read(pa);
    return (before == 0 || before == SPOILED) && memory.runLength(pa, count, 0) == count;
  }

  private void announce(SplitStep step) {
    if (step != null) {
      events.split(step);
    }
  }

  private void warned() {
    String function = from.texts(1).get(0);
    String condition = from.texts(1).get(1);
    Warning warning = KernelWarnings.named(function, condition);
    if (warning == null) {
      String file = SourceLines.inTree(from.texts(1).get(2));
      died(new Death(from.word(0), "bug", "WARN(" + condition + ") in " + function + ", " + file));
      return;
    }
    warnings |= warning.bit();
    events.warned(warning);
  }

  private void died(Death death) {
    if (death.isTheExecutors()) {
      String where = death.describe(lines);
      throw new ExecutorFailure("the kernel reached what is not modelled: " + where);
    }
    died = true;
    reason = death.describe(lines);
    events.panicked(reason);
  }
}
