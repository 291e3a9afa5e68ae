package io.splitproof.fuzz.conform;

import io.splitproof.fuzz.conform.Snapshot.Alias;
import io.splitproof.fuzz.conform.Snapshot.GuardSlot;
import io.splitproof.fuzz.conform.Snapshot.PageRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the {@code st}, {@code gd}, {@code lmstat} and {@code lm} lines of one moment. */
final class SnapshotParser {

  private final List<PageRun> pages = new ArrayList<>();
  private final List<GuardSlot> guards = new ArrayList<>();
  private final List<LinearRun> runs = new ArrayList<>();
  private LinearCounts counts;

  /** Takes {@code line} if it is one of these. */
  boolean take(RecordedLine line) {
    switch (line.words().get(0)) {
      case "st" -> pages.add(pageRun(line));
      case "gd" -> guards.add(guard(line));
      case "lm" -> runs.add(linearRun(line));
      case "lmstat" -> counts = counts(line);
      default -> {
        return false;
      }
    }
    return true;
  }

  Snapshot finish() {
    return new Snapshot(List.copyOf(pages), List.copyOf(guards), counts, List.copyOf(runs));
  }

  private static PageRun pageRun(RecordedLine line) {
    String[] range = line.range(line.word(2, "a range of pages"));
    int first = line.decimal(range[0]);
    int last = line.decimal(range[1]);
    if (first < 0 || last < first) {
      throw line.wrong("'" + line.words().get(2) + "' should be a range of pages");
    }
    boolean lent = line.words().get(line.words().size() - 1).equals("lent");
    return new PageRun(
        line.number(), line.letter(1), first, last, alias(line, "V"), linear(line), lent);
  }

  private static Alias linear(RecordedLine line) {
    Alias alias = alias(line, "L");
    if (alias == null) {
      throw line.wrong("no L=");
    }
    return alias;
  }

  private static Alias alias(RecordedLine line, String name) {
    String text = line.find(name);
    if (text == null) {
      return null;
    }
    String[] parts = text.split(":", -1);
    if (parts.length != 4 || !parts[3].matches("--|r-|rw")) {
      throw line.wrong("'" + text + "' should be level:flags/tables:descriptor:access");
    }
    return new Alias(state(line, parts[0], parts[1], parts[2]), parts[3]);
  }

  private static EntryState state(RecordedLine line, String kind, String flags, String bits) {
    int slash = flags.indexOf('/');
    if (slash < 0) {
      throw line.wrong("'" + flags + "' should be flags/tables");
    }
    return new EntryState(
        kind(line, kind), flags.substring(0, slash), flags.substring(slash + 1), line.hex(bits));
  }

  private static LeafKind kind(RecordedLine line, String word) {
    for (LeafKind kind : LeafKind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw line.wrong(
        "'" + word + "' should be one of " + List.of(LeafKind.values()).toString()
            .toLowerCase(Locale.ROOT));
  }

  private static GuardSlot guard(RecordedLine line) {
    return new GuardSlot(
        line.number(), line.letter(1), line.numberField("slot"), line.hexField("desc"));
  }

  private static LinearRun linearRun(RecordedLine line) {
    String[] range = line.range(line.word(1, "a range of addresses"));
    long start = line.hex(range[0]);
    long end = line.hex(range[1]);
    EntryState state =
        state(line, line.word(4, "a level"), line.word(6, "flags"), line.field("attr"));
    if (end <= start) {
      throw line.wrong("'" + line.words().get(1) + "' is empty");
    }
    return new LinearRun(start, end, line.hexField("pa"), line.numberField("n"), state);
  }

  private static LinearCounts counts(RecordedLine line) {
    return new LinearCounts(
        line.numberField("pud"),
        line.numberField("cpmd"),
        line.numberField("pmd"),
        line.numberField("cpte"),
        line.numberField("pte"),
        line.numberField("invalid_pages"),
        line.numberField("ro_pages"),
        line.numberField("pmdtables"),
        line.numberField("ptetables"));
  }
}
