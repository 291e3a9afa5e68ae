package io.splitproof.fuzz.twins;

import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a machine announces, as numbers that are the same whenever the announcements are. Stores to
 * neighbouring entries of a table that grow by the same step count as one announcement, whoever
 * made them one by one and who at once. Left out is what follows from the rest: what an entry was
 * before, which leaves changed their size, that a table was emptied; and why a kernel panicked.
 */
final class Tape implements MachineEvents {

  private final int entries;
  private long[] words = new long[1024];
  private int used;
  private long runPa;
  private int run;
  private long runFirst;
  private long runStep;

  /** Creates an empty one of a machine whose tables have so many entries. */
  Tape(int entries) {
    this.entries = entries;
  }

  /** Forgets what comes from {@code at} on. */
  void rewind(int at) {
    used = at;
    run = 0;
  }

  /** How much is on it: where what comes next will be. */
  int end() {
    endRun();
    return used;
  }

  /**
   * Where the first announcement is in which this, from {@code from} up to {@code to}, and {@code
   * other}, from the same place up to its end, differ; -1 if there is none. Announcements begin at
   * each of these places.
   */
  int difference(int from, int to, Tape other) {
    int at = Arrays.mismatch(words, from, to, other.words, from, other.end());
    if (at < 0) {
      return -1;
    }
    int begin = from;
    while (begin < to && next(begin) <= from + at) {
      begin = next(begin);
    }
    return begin;
  }

  /** Where the announcement after the one at {@code at} is. */
  int next(int at) {
    return at + 1 + (int) (words[at] >>> 8);
  }

  /** What is called the announcement at {@code at}, in a word; none is from {@code to} on. */
  String name(int at, int to) {
    return at < to ? kind(at).name().toLowerCase(Locale.ROOT) : "nothing";
  }

  private Kind kind(int at) {
    return Kind.numbered(words[at] & 255);
  }

  /** Where the area is that was mapped between two places; 0 if none was. */
  long area(int from, int to) {
    for (int at = from; at < to; at = next(at)) {
      if (kind(at) == Kind.AREA_MAPPED) {
        return words[at + 2];
      }
    }
    return 0;
  }

  /** The announcement at {@code at} in words; there is none from {@code to} on. */
  String text(int at, int to) {
    if (at >= to) {
      return "nothing more";
    }
    Kind kind = kind(at);
    if (kind == Kind.ENDED) {
      boolean died = words[at + 3] != 0;
      Outcome outcome = new Outcome((int) words[at + 1], (int) words[at + 2], died);
      return kind.text(new Object[] {outcome});
    }
    return kind.text(Arrays.stream(words, at + 1, next(at)).boxed().toArray());
  }

  private void add(Kind kind, long... more) {
    endRun();
    put(kind, more.length);
    System.arraycopy(more, 0, words, used - more.length, more.length);
  }

  /** Makes room for an announcement with so many words, to be written right before the end. */
  private void put(Kind kind, int count) {
    if (used + count >= words.length) {
      words = Arrays.copyOf(words, 2 * (used + count));
    }
    words[used] = kind.ordinal() | (long) count << 8;
    used += count + 1;
  }

  private void endRun() {
    if (run > 0) {
      put(Kind.STORED, 4);
      words[used - 4] = runPa;
      words[used - 3] = run;
      words[used - 2] = runFirst;
      words[used - 1] = run == 1 ? 0 : runStep;
      run = 0;
    }
  }

  @Override
  public void stored(long pa, long before, long after) {
    boolean next = run > 0 && pa == runPa + 8L * run && (pa >>> 3 & entries - 1) != 0;
    if (next && run == 1) {
      runStep = after - runFirst;
    }
    if (!next || after != runFirst + run * runStep) {
      endRun();
      runPa = pa;
      runFirst = after;
    }
    run++;
  }

  @Override
  public void filled(long pa, int count, long first, long step) {
    for (int i = 0; i < count; i++) {
      stored(pa + 8L * i, 0, first + i * step);
      if (i > 0 && run > 1 && runStep == step) {
        run += count - 1 - i;
        return;
      }
    }
  }

  @Override
  public void barrier(Barrier barrier) {
    add(Kind.BARRIER, barrier.ordinal());
  }

  @Override
  public void invalidated(long start, long end, Invalidation invalidation) {
    add(Kind.INVALIDATED, start, end, invalidation.ordinal());
  }

  @Override
  public void tableAllocated(long pa, int level, Space space) {
    add(Kind.TABLE_ALLOCATED, pa, level, space.ordinal());
  }

  @Override
  public void tableFreed(long pa) {
    add(Kind.TABLE_FREED, pa);
  }

  @Override
  public void allocationTried(FaultPlan.Scope kind) {
    add(Kind.TRIED, kind.ordinal());
  }

  @Override
  public void allocationFailed(FaultPlan.Scope kind) {
    add(Kind.FAILED, kind.ordinal());
  }

  @Override
  public void allocating(boolean maySleep) {
    add(Kind.ALLOCATING, maySleep ? 1 : 0);
  }

  @Override
  public void locked(Lock lock) {
    add(Kind.LOCKED, lock.ordinal());
  }

  @Override
  public void unlocked(Lock lock) {
    add(Kind.UNLOCKED, lock.ordinal());
  }

  @Override
  public void entered(Context context) {
    add(Kind.ENTERED, context.ordinal());
  }

  @Override
  public void left(Context context) {
    add(Kind.LEFT, context.ordinal());
  }

  @Override
  public void hostTold(long start, long end, boolean shared) {
    add(Kind.HOST_TOLD, start, end, shared ? 1 : 0);
  }

  @Override
  public void warned(Warning warning) {
    add(Kind.WARNED, warning.ordinal());
  }

  @Override
  public void panicked(String reason) {
    add(Kind.PANICKED);
  }

  @Override
  public void areaMapped(int area, long va, long[] pfns) {
    endRun();
    put(Kind.AREA_MAPPED, 3 + pfns.length);
    int at = used - 3 - pfns.length;
    words[at] = area;
    words[at + 1] = va;
    words[at + 2] = pfns.length;
    System.arraycopy(pfns, 0, words, at + 3, pfns.length);
  }

  @Override
  public void areaUnmapped(int area) {
    add(Kind.AREA_UNMAPPED, area);
  }

  @Override
  public void blockTaken(int block, long pfn, long pages) {
    add(Kind.BLOCK_TAKEN, block, pfn, pages);
  }

  @Override
  public void framesFreed(long pfn, long pages) {
    add(Kind.FRAMES_FREED, pfn, pages);
  }

  @Override
  public void kfencePool(long pfn, long pages) {
    add(Kind.KFENCE_POOL, pfn, pages);
  }

  @Override
  public void cpuOnline(int cpu, boolean bbml2) {
    add(Kind.CPU_ONLINE, cpu, bbml2 ? 1 : 0);
  }

  @Override
  public void runningOn(int cpu) {
    add(Kind.RUNNING_ON, cpu);
  }

  @Override
  public void interrupted() {
    add(Kind.INTERRUPTED);
  }

  @Override
  public void resumed() {
    add(Kind.RESUMED);
  }

  /** Nobody hears what a call that the kernel died in returns. */
  @Override
  public void ended(Outcome outcome) {
    if (outcome.died()) {
      add(Kind.ENDED, 0, 0, 1);
      return;
    }
    add(Kind.ENDED, outcome.status(), outcome.warnings(), 0);
  }

  /** The machine threw something instead of coming back. */
  void threw() {
    add(Kind.THREW);
  }
}
