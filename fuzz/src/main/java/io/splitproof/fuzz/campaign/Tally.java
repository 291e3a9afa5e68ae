package io.splitproof.fuzz.campaign;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a worker, or a campaign, has done so far. Not for several threads at once. */
final class Tally {

  /** What is counted by name. */
  enum Count {
    /** Programs run, by geometry. */
    GEOMETRY,
    /** Programs run, by machine. */
    MACHINE,
    /** Operations carried out, by kind. */
    OPERATION,
    /** Allocations that failed, by what they were for. */
    FAILURE,
    /** Programs that diverged, by signature. */
    FINDING,
    /** Programs of which nothing can be said, by what stood in the way. */
    UNJUDGED;

    private static Count named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }

    private String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Fields of a line before those that come in threes. */
  private static final int NUMBERS = 8;

  /** The last field of a line: one without has lost its end with the process that wrote it. */
  private static final String END = ".";

  private long programs;
  private long operations;
  private long skipped;
  private long nanos;
  private long states;
  private long singletons;
  private long heapBytes;
  private long unsaved;
  private final Map<Count, Map<String, Long>> counts = new EnumMap<>(Count.class);

  Tally() {
    for (Count count : Count.values()) {
      counts.put(count, new LinkedHashMap<>());
    }
  }

  /** A program ran on a machine of that geometry. */
  void ran(String geometry, int applied, int stepsSkipped) {
    programs++;
    operations += applied;
    skipped += stepsSkipped;
    counts.get(Count.GEOMETRY).merge(geometry, 1L, Long::sum);
  }

  /** A program diverged; answers how often that signature has come up now. */
  long found(String signature) {
    return counts.get(Count.FINDING).merge(signature, 1L, Long::sum);
  }

  /** A program got no verdict; answers how often the same stood in the way now. */
  long failed(String why) {
    return counts.get(Count.UNJUDGED).merge(why.replaceAll("\\s+", " "), 1L, Long::sum);
  }

  /**
   * How far the search has come.
   *
   * @param nanosSpent what it has cost since its first program began
   * @param statesSeen different states
   * @param seenOnce states that one program alone has shown
   */
  void reached(long nanosSpent, long statesSeen, long seenOnce) {
    nanos = nanosSpent;
    states = statesSeen;
    singletons = seenOnce;
  }

  /** What all programs have had to do with. */
  void covered(Coverage coverage) {
    counts.put(Count.MACHINE, coverage.machines());
    counts.put(Count.OPERATION, coverage.operations());
    counts.put(Count.FAILURE, coverage.failures());
  }

  /** How the worker is: heap in use, and findings it could not write up yet. */
  void stands(long heap, int findingsUnsaved) {
    heapBytes = heap;
    unsaved = findingsUnsaved;
  }

  /** Adds all of {@code other}, a search beside this one. */
  void add(Tally other) {
    addCounts(other);
    singletons += other.singletons;
    heapBytes += other.heapBytes;
    unsaved += other.unsaved;
  }

  /** Adds {@code other}, a search that is over: what it saw once another may have seen again. */
  void addCounts(Tally other) {
    programs += other.programs;
    operations += other.operations;
    skipped += other.skipped;
    nanos = Math.max(nanos, other.nanos);
    states = Math.max(states, other.states);
    other.counts.forEach(
        (count, named) ->
            named.forEach((name, more) -> counts.get(count).merge(name, more, Long::sum)));
  }

  /** Programs run. */
  long programs() {
    return programs;
  }

  /** Operations the machines carried out. */
  long operations() {
    return operations;
  }

  /** Steps left out because a well-behaved client would not make them. */
  long skipped() {
    return skipped;
  }

  /** What it has cost since the first program began; the most of several searches together. */
  long nanos() {
    return nanos;
  }

  /** Different states seen; the most of several searches side by side. */
  long states() {
    return states;
  }

  /** States that one program alone has shown; of several searches side by side, their sum. */
  long singletons() {
    return singletons;
  }

  /** Heap in use, in bytes. */
  long heapBytes() {
    return heapBytes;
  }

  /** Findings that could not be written up so far. */
  long unsaved() {
    return unsaved;
  }

  /** What is counted by name. */
  Map<String, Long> counts(Count count) {
    return counts.get(count);
  }

  /** One line that {@link #parse} reads. */
  String line() {
    StringBuilder line = new StringBuilder();
    line.append(programs).append('\t').append(operations).append('\t').append(skipped);
    line.append('\t').append(nanos).append('\t').append(states).append('\t').append(singletons);
    line.append('\t').append(heapBytes).append('\t').append(unsaved);
    counts.forEach(
        (count, named) ->
            named.forEach(
                (name, times) ->
                    line.append('\t').append(count.text())
                        .append('\t').append(name)
                        .append('\t').append(times)));
    return line.append('\t').append(END).toString();
  }

  /**
   * Reads what {@link #line} wrote.
   *
   * @throws IllegalArgumentException if it is something else, or not all of it
   */
  static Tally parse(String line) {
    String[] fields = line.split("\t", -1);
    int last = fields.length - 1;
    if (last < NUMBERS || (last - NUMBERS) % 3 != 0 || !fields[last].equals(END)) {
      throw new IllegalArgumentException("not a tally: " + line);
    }
    Tally tally = new Tally();
    tally.programs = Long.parseLong(fields[0]);
    tally.operations = Long.parseLong(fields[1]);
    tally.skipped = Long.parseLong(fields[2]);
    tally.nanos = Long.parseLong(fields[3]);
    tally.states = Long.parseLong(fields[4]);
    tally.singletons = Long.parseLong(fields[5]);
    tally.heapBytes = Long.parseLong(fields[6]);
    tally.unsaved = Long.parseLong(fields[7]);
    for (int i = NUMBERS; i < last; i += 3) {
      tally.counts(Count.named(fields[i])).put(fields[i + 1], Long.parseLong(fields[i + 2]));
    }
    return tally;
  }
}
