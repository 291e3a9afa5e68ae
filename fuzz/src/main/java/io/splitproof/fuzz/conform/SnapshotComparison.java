package io.splitproof.fuzz.conform;

import io.splitproof.fuzz.conform.RecordedObject.Kind;
import io.splitproof.fuzz.conform.Snapshot.Alias;
import io.splitproof.fuzz.conform.Snapshot.GuardSlot;
import io.splitproof.fuzz.conform.Snapshot.PageRun;
import io.splitproof.oracle.arch.Translation;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.List;
import java.util.Map;

/** Holds the tables of a machine against what the recorder read out of the kernel's. */
final class SnapshotComparison {

  private final String file;
  private final MachineConfig config;
  private final EntryReader reader;
  private final LinearMapCensus census;
  private final ConformanceResult.Builder result;
  private String step = "";

  SnapshotComparison(
      String file,
      WatchedMachine machine,
      LinearMapCensus census,
      ConformanceResult.Builder result) {
    this.file = file;
    this.config = machine.machine().config();
    this.reader = new EntryReader(machine.machine(), machine.memory());
    this.census = census;
    this.result = result;
  }

  /**
   * Compares everything {@code snapshot} shows.
   *
   * @param line where to report what has no line of its own
   * @param afterStep the recorded step, for reports
   * @param live the objects there are
   */
  void compare(Snapshot snapshot, int line, String afterStep, Map<Character, RecordedObject> live) {
    reader.refresh();
    step = afterStep;
    for (PageRun run : snapshot.pages()) {
      pages(run, object(run.line(), run.letter(), live));
    }
    if (!snapshot.pages().isEmpty()) {
      for (RecordedObject object : live.values()) {
        guard(object, line, snapshot.guards());
      }
    }
    if (snapshot.counts() != null) {
      LinearCounts found = census.count();
      if (!snapshot.counts().equals(found)) {
        report(Mismatch.Kind.COUNTS, line, snapshot.counts().toString(), found.toString());
      }
    }
    runs(snapshot.runs(), line);
  }

  private RecordedObject object(int line, char letter, Map<Character, RecordedObject> live) {
    RecordedObject object = live.get(letter);
    if (object == null) {
      throw new RecordingFormatException(file, line, "there is no object " + letter);
    }
    return object;
  }

  private void pages(PageRun run, RecordedObject object) {
    if (run.last() >= object.pages()) {
      throw new RecordingFormatException(
          file, run.line(), object.letter() + " has only " + object.pages() + " pages");
    }
    int shift = config.geometry().pageShift();
    boolean agrees = true;
    for (int page = run.first(); page <= run.last() && agrees; page++) {
      long pa = object.pfns()[page] << shift;
      if (run.area() != null) {
        long va = object.va() + ((long) page << shift);
        agrees = alias(run, page, "area alias", va, pa, run.area());
      }
      agrees &= alias(run, page, "linear alias", config.linearVa(pa), pa, run.linear());
    }
    result.pageStates((run.last() - run.first() + 1L) * (run.area() == null ? 1 : 2));
  }

  private boolean alias(
      PageRun run, int page, String which, long va, long pa, Alias recorded) {
    Translation entry = reader.entry(va);
    EntryState state = reader.state(va);
    if (!recorded.state().equals(state) || !accessFits(recorded.access(), entry)) {
      String access = entry.isMapped() ? entry.writable() ? "rw" : "r-" : "--";
      report(
          Mismatch.Kind.STATE,
          run.line(),
          place(run, page, which) + recorded.state() + ":" + recorded.access(),
          state + ":" + access);
      return false;
    }
    long output = entry.outputAddress(va);
    if (output != pa) {
      report(
          Mismatch.Kind.OUTPUT_ADDRESS,
          run.line(),
          place(run, page, which) + Long.toHexString(pa),
          Long.toHexString(output));
      return false;
    }
    return true;
  }

  private static String place(PageRun run, int page, String which) {
    return run.letter() + " page " + page + ", " + which + ": ";
  }

  /** The CPU was not asked about every page; where it was, hierarchical bits count. */
  private static boolean accessFits(String recorded, Translation entry) {
    return recorded.equals("--") || entry.isMapped() && entry.writable() == recorded.equals("rw");
  }

  private void guard(RecordedObject object, int line, List<GuardSlot> guards) {
    if (object.kind() != Kind.AREA) {
      return;
    }
    long recorded = 0;
    int at = line;
    for (GuardSlot slot : guards) {
      if (slot.letter() == object.letter()) {
        recorded = slot.descriptor();
        at = slot.line();
      }
    }
    long va = object.va() + ((long) object.pages() << config.geometry().pageShift());
    long found = reader.entry(va).descriptor();
    if (found != recorded) {
      report(
          Mismatch.Kind.GUARD,
          at,
          object.letter() + " guard page: " + Long.toHexString(recorded),
          Long.toHexString(found));
    }
  }

  private void runs(List<LinearRun> recorded, int line) {
    if (recorded.isEmpty()) {
      return;
    }
    long end = recorded.get(recorded.size() - 1).end();
    List<LinearRun> found = reader.runs(recorded.get(0).start(), end);
    for (int i = 0; i < Math.max(recorded.size(), found.size()); i++) {
      String one = i < recorded.size() ? recorded.get(i).toString() : "nothing";
      String other = i < found.size() ? found.get(i).toString() : "nothing";
      if (!one.equals(other)) {
        report(Mismatch.Kind.RUNS, line, one, other);
        return;
      }
    }
  }

  private void report(Mismatch.Kind kind, int line, String recorded, String found) {
    result.add(new Mismatch(kind, line, step, recorded, found));
  }
}
