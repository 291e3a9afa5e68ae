package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Format;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.StateDigest;
import io.splitproof.oracle.reference.Reference;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The checks that are on and judge by events, in the order in which they are asked. Each kind of
 * announcement goes only to the checks that can do something with it; nobody else is called.
 */
final class Watch implements MachineEvents, SightListener {

  /** No lane. */
  static final int NOBODY = -1;

  private final Cpus cpus;

  /** Whether no barriers are needed, and so none announced: {@link Format#isOrdered}. */
  private final boolean ordered;

  private final EventCheck[] all;

  /** For each of them, which operation ran when it found something. */
  private final int[] blamed;

  private final LiveCheck live;
  private final BbmCheck bbm;
  private final TlbCheck tlb;
  private final AliasCheck alias;
  private final PublishCheck publish;
  private final ContextCheck context;
  private final LeakCheck leak;

  /** What TLBs may hold, fed before the checks are; null if none of them asks. */
  private final TlbContents contents;

  Watch(MachineConfig config, Reference reference, Set<CheckName> enabled) {
    cpus = new Cpus(config);
    Geometry geometry = config.geometry();
    ordered = geometry.format().isOrdered();
    boolean cached = enabled.contains(CheckName.TLB) || enabled.contains(CheckName.ALIAS);
    contents = cached || enabled.contains(CheckName.LEAK) ? new TlbContents(cpus, geometry) : null;
    live = enabled.contains(CheckName.LIVE) ? new LiveCheck(reference, cpus) : null;
    bbm = enabled.contains(CheckName.BBM) ? new BbmCheck(reference, cpus) : null;
    tlb = enabled.contains(CheckName.TLB) ? new TlbCheck(reference, cpus, contents) : null;
    alias = enabled.contains(CheckName.ALIAS) ? new AliasCheck(reference, cpus, contents) : null;
    publish = enabled.contains(CheckName.PUBLISH) ? new PublishCheck(reference, cpus) : null;
    context = enabled.contains(CheckName.CONTEXT) ? new ContextCheck(reference, cpus) : null;
    leak = enabled.contains(CheckName.LEAK) ? new LeakCheck(reference, cpus, contents) : null;
    all =
        Stream.of(live, bbm, tlb, alias, publish, context, leak)
            .filter(Objects::nonNull)
            .toArray(EventCheck[]::new);
    blamed = new int[all.length];
  }

  /** The machine has booted: here are its tables. */
  void attach(TableShadow shadow, TableWalk tables) {
    for (EventCheck check : all) {
      check.attach(shadow, tables);
    }
  }

  /** Whether any check wants to know what stores change for walkers. */
  boolean hasEyes() {
    return contents != null || live != null || bbm != null || context != null;
  }

  void reset() {
    cpus.reset();
    if (contents != null) {
      contents.reset();
    }
    for (EventCheck check : all) {
      check.reset();
    }
  }

  void begin(Operation operation) {
    cpus.begin();
    Arrays.fill(blamed, NOBODY);
    if (contents != null) {
      contents.begin();
    }
    for (EventCheck check : all) {
      check.begin(operation);
    }
  }

  /** The operation that has begun is under way together with {@code second}. */
  void alsoBegin(Operation second) {
    for (EventCheck check : all) {
      check.alsoBegin(second);
    }
  }

  void digest(StateDigest digest) {
    cpus.digest(digest);
    if (contents != null) {
      contents.digest(digest);
    }
    for (EventCheck check : all) {
      check.digest(digest);
    }
  }

  /** Lets every check look at how the operation ended; returns the first divergence, or null. */
  Divergence end(Operation operation, Outcome outcome) {
    blame(cpus.lane());
    if (contents != null) {
      contents.end();
    }
    for (EventCheck check : all) {
      if (!check.hasFound()) {
        check.end(operation, outcome);
      }
    }
    blame(0);
    return found();
  }

  /** As {@link #end}, of the second of two operations. */
  Divergence alsoEnd(Operation second, Outcome outcome) {
    for (EventCheck check : all) {
      if (!check.hasFound()) {
        check.alsoEnd(second, outcome);
      }
    }
    blame(1);
    return found();
  }

  /** A client has finished area number {@code area}; returns what is wrong with it, or null. */
  Divergence finished(int area) {
    return alias == null ? null : alias.finished(area);
  }

  /** Lane {@code lane} ran until now: what was found since the last time is its doing. */
  private void blame(int lane) {
    for (int i = 0; i < all.length; i++) {
      blamed[i] = blamed[i] == NOBODY && all[i].hasFound() ? lane : blamed[i];
    }
  }

  /** Which operation what {@link #found} says is the doing of; {@link #NOBODY} if none. */
  int blamed() {
    for (int i = 0; i < all.length; i++) {
      if (all[i].hasFound()) {
        return blamed[i];
      }
    }
    return NOBODY;
  }

  /** What the checks found since {@link #begin}, in their order; null if nothing. */
  Divergence found() {
    for (EventCheck check : all) {
      if (check.hasFound()) {
        return check.found();
      }
    }
    return null;
  }

  /** Which of two operations under way runs. */
  int lane() {
    return cpus.lane();
  }

  @Override
  public void unhooked(long tablePa, long va, long end) {
    if (contents != null) {
      contents.unhooked(tablePa, va, end);
    }
  }

  @Override
  public void seen(Sight sight) {
    if (contents != null) {
      contents.seen(sight);
    }
    if (live != null) {
      live.seen(sight);
    }
    if (bbm != null) {
      bbm.seen(sight);
    }
    if (alias != null) {
      alias.seen(sight);
    }
    if (context != null) {
      context.seen(sight);
    }
  }

  @Override
  public void stored(long pa, long before, long after) {
    if (publish != null) {
      publish.stored(pa, before, after);
    }
  }

  @Override
  public void filled(long pa, int count, long first, long step) {
    if (publish != null) {
      publish.filled(pa, count, first, step);
    }
  }

  @Override
  public void runningOn(int cpu) {
    blame(cpus.lane());
    cpus.runningOn(cpu);
  }

  @Override
  public void interrupted() {
    blame(0);
    cpus.interrupted();
  }

  @Override
  public void resumed() {
    blame(1);
    cpus.resumed();
  }

  @Override
  public void cpuOnline(int cpu, boolean bbml2) {
    cpus.cpuOnline(cpu, bbml2);
  }

  @Override
  public void barrier(Barrier barrier) {
    if (contents != null) {
      contents.barrier(barrier);
    }
    if (bbm != null) {
      bbm.barrier(barrier);
    }
    if (publish != null) {
      publish.barrier(barrier);
    }
  }

  @Override
  public void invalidated(long start, long end, Invalidation invalidation) {
    if (ordered) {
      barrier(Barrier.DSB_ISHST);
    }
    tellInvalidated(start, end, invalidation);
    if (ordered) {
      barrier(Barrier.DSB_ISH);
    }
  }

  private void tellInvalidated(long start, long end, Invalidation invalidation) {
    if (contents != null) {
      contents.invalidated(start, end, invalidation);
    }
    if (bbm != null) {
      bbm.invalidated(start, end, invalidation);
    }
    if (tlb != null) {
      tlb.invalidated(start, end, invalidation);
    }
    if (publish != null) {
      publish.invalidated(start, end, invalidation);
    }
  }

  @Override
  public void tableAllocated(long pa, int level, Space space) {
    if (publish != null) {
      publish.tableAllocated(pa, level, space);
    }
  }

  @Override
  public void tableFreed(long pa) {
    if (tlb != null) {
      tlb.tableFreed(pa);
    }
    if (publish != null) {
      publish.tableFreed(pa);
    }
    if (leak != null) {
      leak.tableFreed(pa);
    }
  }

  @Override
  public void allocationFailed(FaultPlan.Scope kind) {
    if (live != null) {
      live.allocationFailed(kind);
    }
  }

  @Override
  public void allocating(boolean maySleep) {
    if (context != null) {
      context.allocating(maySleep);
    }
  }

  @Override
  public void split(SplitStep step) {
    if (context != null) {
      context.split(step);
    }
  }

  @Override
  public void merged(SplitStep step) {
    if (context != null) {
      context.merged(step);
    }
  }

  @Override
  public void locked(Lock lock) {
    if (context != null) {
      context.locked(lock);
    }
  }

  @Override
  public void unlocked(Lock lock) {
    if (context != null) {
      context.unlocked(lock);
    }
  }

  @Override
  public void entered(Context context) {
    cpus.entered(context);
    if (this.context != null) {
      this.context.entered(context);
    }
  }

  @Override
  public void left(Context context) {
    cpus.left(context);
    if (bbm != null) {
      bbm.left(context);
    }
    if (this.context != null) {
      this.context.left(context);
    }
  }

  @Override
  public void hostTold(long start, long end, boolean shared) {
    if (live != null) {
      live.hostTold(start, end, shared);
    }
    if (tlb != null) {
      tlb.hostTold(start, end, shared);
    }
  }

  @Override
  public void areaMapped(int area, long va, long[] pfns) {
    if (tlb != null) {
      tlb.areaMapped(area, va, pfns);
    }
  }

  @Override
  public void framesFreed(long pfn, long pages) {
    if (tlb != null) {
      tlb.framesFreed(pfn, pages);
    }
    if (leak != null) {
      leak.framesFreed(pfn, pages);
    }
  }
}
