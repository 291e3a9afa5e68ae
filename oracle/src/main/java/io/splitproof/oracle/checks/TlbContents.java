package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.StateDigest;
import io.splitproof.oracle.reference.PageState;

/**
 * Everything TLBs may hold that a walk would no longer give. The TLB is not simulated by chance: a
 * CPU may have cached, in one entry or in pieces, every translation that was ever visible to it,
 * and may keep it until it is told otherwise.
 *
 * <p>The rules. An invalid entry is never cached. A store makes the translation there was stale on
 * every CPU online (the parked ones may have cached it before); it is stale no more once it is what
 * a walk gives again. An invalidation takes away entries of any size that cover an address it
 * names, on all CPUs or on its own; of a larger entry, what it does not name may stay, in pieces.
 * It works only against stores that a barrier separates from it, it has happened only once the CPU
 * that asked has executed DSB ISH, and if it is for last-level entries alone, it does not help
 * against what may be read through a cached copy of a table descriptor; on x86-64 every one on all
 * CPUs takes those as well, wherever they are for, and has happened when it returns.
 *
 * <p>Source: Arm ARM D8.16 (caching of translations, TLB maintenance), B2.3.12 (DSB); Linux {@code
 * arch/arm64/include/asm/tlbflush.h}; Intel SDM volume 3, 5.10.4 (invalidation).
 */
final class TlbContents implements MachineEvents {

  /** The linear map, and what is above it. */
  static final int SPACES = 2;

  private static final long EVERY_CPU = -1;
  private static final long FIRST_VA = Long.MIN_VALUE;
  private static final long LAST_VA = Long.MAX_VALUE;

  private final Cpus cpus;

  private final StaleRanges stale = new StaleRanges();

  /** Invalidated, but not completed; tagged with the CPU that asked. */
  private final StaleRanges underWay = new StaleRanges();

  private final WalkCaches tables = new WalkCaches();

  /** Counts barriers: a store and an invalidation of the same moment are not ordered. */
  private long moment;

  private final long linearEnd;

  /** Whether any invalidation takes every cached table descriptor, too. */
  private final boolean reachesTables;

  /** From where to where, in the linear map and above it, anything became stale. */
  private final long[] newStart = new long[SPACES];

  private final long[] newEnd = new long[SPACES];

  TlbContents(Cpus cpus, Geometry geometry) {
    this.cpus = cpus;
    this.linearEnd = geometry.linearEnd();
    this.reachesTables = geometry.format().invalidationReachesTables();
    reset();
  }

  /** Back to the moment after boot: what was made stale on the way there is long gone. */
  void reset() {
    stale.clear();
    underWay.clear();
    tables.clear();
    forgetNew();
    moment = StaleRanges.LONG_AGO + 1;
  }

  /** Walkers see a range differently from now on. */
  void seen(Sight sight) {
    if (sight.translatesAlike()) {
      return;
    }
    if (sight.isValid() && stale.size() > 0) {
      stale.drop(sight.va, sight.end(), sight.afterPa, PageState.hardware(sight.after));
    }
    if (sight.wasValid()) {
      isNew(sight.va, sight.end());
      int state = PageState.hardware(sight.before) | StaleRanges.UNDECIDED;
      stale.add(sight.va, sight.end(), sight.beforePa, state, cpus.online(), moment);
    }
  }

  /** The table at {@code tablePa}, for [{@code va}, {@code end}), is about to be hooked out. */
  void unhooked(long tablePa, long va, long end) {
    tables.add(tablePa, va, end, moment);
  }

  @Override
  public void barrier(Barrier barrier) {
    if (barrier == Barrier.ISB) {
      return;
    }
    moment++;
    if (barrier == Barrier.DSB_ISH) {
      int cpu = cpus.running();
      if (underWay.size() > 0) {
        underWay.dropTagged(cpu);
      }
      if (!tables.isEmpty()) {
        tables.completed(cpu);
      }
    }
  }

  @Override
  public void invalidated(long start, long end, Invalidation invalidation) {
    if (isEmpty()) {
      return;
    }
    int cpu = cpus.running();
    if (reachesTables && invalidation == Invalidation.RANGE) {
      tables.invalidated(FIRST_VA, LAST_VA, moment, cpu);
      stale.take(start, end, EVERY_CPU, moment, underWay, cpu);
      return;
    }
    switch (invalidation) {
      case RANGE -> takeLeaves(start, end, EVERY_CPU);
      case LOCAL -> takeLeaves(start, end, 1L << cpu);
      case RANGE_AS_ALL -> {
        tables.invalidated(FIRST_VA, LAST_VA, moment, cpu);
        stale.take(FIRST_VA, LAST_VA, EVERY_CPU, moment, underWay, cpu);
      }
      case WALK_CACHE -> {
        tables.invalidated(start, end, moment, cpu);
        stale.take(start, end, EVERY_CPU, moment, underWay, cpu);
      }
    }
  }

  /** What may be read through a table that was hooked out would be back at once. */
  private void takeLeaves(long start, long end, long mask) {
    for (long at = tables.nextUncovered(start, end); at < end; ) {
      long next = tables.nextCovered(at, end);
      stale.take(at, next, mask, moment, underWay, cpus.running());
      at = tables.nextUncovered(next, end);
    }
  }

  /** The operation is over: an invalidation that was not completed has not happened. */
  void end() {
    for (int i = 0; i < underWay.size(); i++) {
      isNew(underWay.start(i), underWay.end(i));
      stale.add(
          underWay.start(i),
          underWay.end(i),
          underWay.pa(i),
          underWay.state(i),
          underWay.cpus(i),
          moment);
    }
  }

  private void isNew(long start, long end) {
    int space = start < linearEnd ? 0 : 1;
    newStart[space] = Math.min(newStart[space], start);
    newEnd[space] = Math.max(newEnd[space], end);
  }

  private void forgetNew() {
    for (int space = 0; space < SPACES; space++) {
      newStart[space] = LAST_VA;
      newEnd[space] = FIRST_VA;
    }
  }

  /** An operation begins: what earlier ones left has been looked at. */
  void begin() {
    underWay.clear();
    for (int space = 0; space < SPACES; space++) {
      if (newStart[space] < newEnd[space]) {
        stale.decide(newStart[space], newEnd[space]);
      }
    }
    forgetNew();
  }

  /** Lowest address in a space of what became stale since the operation began. */
  long newStart(int space) {
    return newStart[space];
  }

  /** First address after what became stale; below {@link #newStart} if nothing did. */
  long newEnd(int space) {
    return newEnd[space];
  }

  /** Whether TLBs can hold nothing but what walks give. */
  boolean isEmpty() {
    return stale.size() == 0 && underWay.size() == 0 && tables.isEmpty();
  }

  /**
   * The bits of all stale translations that the page at {@code va} may still be cached with: a
   * {@link PageState}; 0 if there is none.
   */
  int mayHold(long va) {
    return mayHold(va, va + 1);
  }

  /** As {@link #mayHold(long)}, for all pages of [{@code start}, {@code end}) together. */
  int mayHold(long start, long end) {
    int bits = 0;
    for (int i = stale.find(start); i < stale.size() && stale.start(i) < end; i++) {
      bits |= stale.state(i);
    }
    for (int i = 0; i < underWay.size(); i++) {
      boolean overlaps = underWay.start(i) < end && underWay.end(i) > start;
      bits |= overlaps ? underWay.state(i) : 0;
    }
    return bits & ~(StaleRanges.SEVERAL | StaleRanges.UNDECIDED);
  }

  /** First page of [{@code start}, {@code end}) that something stale may be cached of. */
  long firstStale(long start, long end) {
    int index = stale.find(start);
    long first = index < stale.size() ? Math.max(start, stale.start(index)) : end;
    for (int i = 0; i < underWay.size(); i++) {
      boolean overlaps = underWay.start(i) < end && underWay.end(i) > start;
      first = overlaps ? Math.min(first, Math.max(start, underWay.start(i))) : first;
    }
    return first;
  }

  /** One bit for each CPU that may hold a stale translation of the page at {@code va}. */
  long holders(long va) {
    int index = stale.find(va);
    long mask = index < stale.size() && stale.start(index) <= va ? stale.cpus(index) : 0;
    for (int i = 0; i < underWay.size(); i++) {
      boolean overlaps = underWay.start(i) <= va && underWay.end(i) > va;
      mask |= overlaps ? underWay.cpus(i) : 0;
    }
    return mask;
  }

  /** Whether an invalidation of the page at {@code va} was asked for, but never completed. */
  boolean isUnderWay(long va) {
    for (int i = 0; i < underWay.size(); i++) {
      if (underWay.start(i) <= va && underWay.end(i) > va) {
        return true;
      }
    }
    return false;
  }

  /** Number of barriers until now: what happens at the same moment is not ordered. */
  long moment() {
    return moment;
  }

  /** When the last store made the page at {@code va} stale, if it is and nothing is under way. */
  long staleSince(long va) {
    int index = stale.find(va);
    return index < stale.size() ? stale.moment(index) : StaleRanges.LONG_AGO;
  }

  /** Adds what one operation leaves to the next. */
  void digest(StateDigest digest) {
    begin();
    digest.add(stale.size());
    for (int i = 0; i < stale.size(); i++) {
      digest.add(stale.start(i));
      digest.add(stale.end(i));
      digest.add(stale.pa(i));
      digest.add(stale.cpus(i));
      digest.add(stale.state(i));
    }
  }

  /** What is stale and not under invalidation, by address; for reading only. */
  StaleRanges stale() {
    return stale;
  }

  /** The tables that walk caches may still point to; for reading only. */
  WalkCaches tables() {
    return tables;
  }
}
