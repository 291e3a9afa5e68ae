package io.splitproof.fuzz.run;

import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes down what a machine announces, up to a limit, in words for people. */
public final class EventLog implements MachineEvents {

  private final int limit;
  private List<String> lines = new ArrayList<>();
  private long dropped;

  /** Creates a log that keeps the first {@code limit} lines after each {@link #take()}. */
  public EventLog(int limit) {
    this.limit = limit;
  }

  /** The lines since the last call; the log is empty afterwards. */
  public List<String> take() {
    List<String> taken = lines;
    lines = new ArrayList<>();
    dropped = 0;
    return taken;
  }

  /** Announcements since the last {@link #take()} that were not kept. */
  public long dropped() {
    return dropped;
  }

  private void add(String format, Object... values) {
    if (lines.size() < limit) {
      lines.add(String.format(Locale.ROOT, format, values));
    } else {
      dropped++;
    }
  }

  @Override
  public void runningOn(int cpu) {
    add("cpu        %d", cpu);
  }

  @Override
  public void interrupted() {
    add("interrupt  begins");
  }

  @Override
  public void resumed() {
    add("interrupt  over");
  }

  @Override
  public void ended(Outcome outcome) {
    add("ended      %s", outcome);
  }

  @Override
  public void cpuOnline(int cpu, boolean bbml2) {
    add("online     cpu %d, %s", cpu, bbml2 ? "bbml2" : "no bbml2");
  }

  @Override
  public void hostTold(long start, long end, boolean shared) {
    add("host       %x-%x %s", start, end, shared ? "shared" : "private");
  }

  @Override
  public void stored(long pa, long before, long after) {
    add("store      [%x] %016x -> %016x", pa, before, after);
  }

  @Override
  public void filled(long pa, int count, long first, long step) {
    add("fill       [%x] %d entries from %016x, step %x", pa, count, first, step);
  }

  @Override
  public void barrier(Barrier barrier) {
    add("barrier    %s", word(barrier));
  }

  @Override
  public void invalidated(long start, long end, Invalidation invalidation) {
    add("tlbi       %x-%x %s", start, end, word(invalidation));
  }

  @Override
  public void tableAllocated(long pa, int level, Space space) {
    add("table      [%x] new, level %d, %s", pa, level, word(space));
  }

  @Override
  public void tableFreed(long pa) {
    add("table      [%x] freed", pa);
  }

  @Override
  public void allocationFailed(FaultPlan.Scope kind) {
    add("no memory  %s", word(kind));
  }

  @Override
  public void split(SplitStep step) {
    add("split      %s", word(step));
  }

  @Override
  public void locked(Lock lock) {
    add("lock       %s", word(lock));
  }

  @Override
  public void unlocked(Lock lock) {
    add("unlock     %s", word(lock));
  }

  @Override
  public void entered(Context context) {
    add("enter      %s", word(context));
  }

  @Override
  public void left(Context context) {
    add("leave      %s", word(context));
  }

  @Override
  public void warned(Warning warning) {
    add("WARN       %s", word(warning));
  }

  @Override
  public void panicked(String reason) {
    add("panic      %s", reason);
  }

  @Override
  public void areaMapped(int area, long va, long[] pfns) {
    add("area       A%d at %x, %d pages, first frame %x", area, va, pfns.length, pfns[0]);
  }

  @Override
  public void areaUnmapped(int area) {
    add("area       A%d unmapped", area);
  }

  @Override
  public void blockTaken(int block, long pfn, long pages) {
    add("block      B%d frames %x-%x", block, pfn, pfn + pages - 1);
  }

  @Override
  public void framesFreed(long pfn, long pages) {
    add("free       frames %x-%x", pfn, pfn + pages - 1);
  }

  @Override
  public void kfencePool(long pfn, long pages) {
    add("kfence     pool frames %x-%x", pfn, pfn + pages - 1);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
