package io.splitproof.fuzz.run;

import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Writes down what a machine announces, in words for people. Of more lines than it keeps, the first
 * stay and the last, and those around the one at which a check found something.
 */
public final class EventLog implements MachineEvents {

  private final int limit;
  private Excerpt lines;
  private JudgedMachine subject;

  /** Creates a log that keeps about {@code limit} lines after each {@link #take()}. */
  public EventLog(int limit) {
    this.limit = limit;
    this.lines = new Excerpt(limit);
  }

  /**
   * From here on, says of stores also what was there before, where that is, and what it means; and
   * at which line a check first found something. What it logs must come from this machine, and its
   * judge must hear it first.
   */
  void follow(JudgedMachine subject) {
    this.subject = subject;
  }

  /** The lines since the last call; the log is empty afterwards. */
  public List<String> take() {
    List<String> taken = lines.lines();
    lines = new Excerpt(limit);
    return taken;
  }

  /** Announcements since the last {@link #take()} that were not kept. */
  public long dropped() {
    return lines.dropped();
  }

  private void add(String format, Object... values) {
    add(() -> String.format(Locale.ROOT, format, values));
  }

  private void add(Supplier<String> line) {
    lines.add(line);
    Divergence suspicion = subject == null ? null : subject.judge().suspicion();
    if (suspicion != null) {
      lines.mark("   <== " + suspicion.check().text());
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
    String format = "store      [%x] %016x -> %016x%s";
    if (subject == null) {
      add(format, pa, before, after, "");
      return;
    }
    Entry entry = Entry.at(subject, pa);
    add(
        () -> {
          String meaning = "; " + entry.place() + ": " + entry.change(before, after);
          return String.format(Locale.ROOT, format, pa, before, after, meaning);
        });
  }

  @Override
  public void filled(long pa, int count, long first, long step) {
    String fill = String.format(Locale.ROOT, "fill       [%x] %d entries ", pa, count);
    String now = series(first, count, step);
    if (subject == null) {
      add(() -> fill + now);
      return;
    }
    Entry entry = Entry.at(subject, pa);
    DescriptorMemory memory = subject.machine().memory();
    long before = memory.read(pa);
    long stride = before == 0 ? 0 : entry.bytes();
    boolean alike = memory.runLength(pa, count, stride) == count;
    String was = alike ? series(before, count, stride) : series(before, 1, 0) + " and others";
    String change = alike ? entry.change(before, first) : "… -> " + entry.words(first);
    add(() -> fill + was + " -> " + now + "; " + entry.place() + ": " + change);
  }

  private static String series(long first, int count, long step) {
    String text = String.format(Locale.ROOT, "%016x", first);
    return count == 1 ? text : text + (step == 0 ? " each" : ", step " + Long.toHexString(step));
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
  public void merged(SplitStep step) {
    add("merge      %s", word(step));
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
