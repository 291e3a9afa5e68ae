package io.splitproof.fuzz.campaign;

import java.util.Map;
import java.util.TreeMap;

/** What a worker, or a campaign, has done so far. Not for several threads at once. */
final class Tally {

  /** Fields of a line before those that come in threes. */
  private static final int NUMBERS = 6;

  private long programs;
  private long operations;
  private long skipped;
  private long nanos;
  private long states;
  private long singletons;
  private final Map<String, Long> geometries = new TreeMap<>();
  private final Map<String, Long> findings = new TreeMap<>();

  /** A program ran on a machine of that geometry. */
  void ran(String geometry, int applied, int stepsSkipped) {
    programs++;
    operations += applied;
    skipped += stepsSkipped;
    geometries.merge(geometry, 1L, Long::sum);
  }

  /** A program diverged; answers how often that signature has come up now. */
  long found(String signature) {
    return findings.merge(signature, 1L, Long::sum);
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

  /** Adds all of {@code other}, a search beside this one. */
  void add(Tally other) {
    programs += other.programs;
    operations += other.operations;
    skipped += other.skipped;
    nanos = Math.max(nanos, other.nanos);
    states = Math.max(states, other.states);
    singletons += other.singletons;
    other.geometries.forEach((name, count) -> geometries.merge(name, count, Long::sum));
    other.findings.forEach((name, count) -> findings.merge(name, count, Long::sum));
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

  /** Programs run, by geometry. */
  Map<String, Long> geometries() {
    return geometries;
  }

  /** Programs that diverged, by signature. */
  Map<String, Long> findings() {
    return findings;
  }

  /** One line that {@link #parse} reads. */
  String line() {
    StringBuilder line = new StringBuilder();
    line.append(programs).append('\t').append(operations).append('\t').append(skipped);
    line.append('\t').append(nanos).append('\t').append(states).append('\t').append(singletons);
    geometries.forEach((name, count) -> line.append("\tgeometry\t" + name + "\t" + count));
    findings.forEach((name, count) -> line.append("\tfinding\t" + name + "\t" + count));
    return line.toString();
  }

  /**
   * Reads what {@link #line} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Tally parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length < NUMBERS || fields.length % 3 != 0) {
      throw new IllegalArgumentException("not a tally: " + line);
    }
    Tally tally = new Tally();
    tally.programs = Long.parseLong(fields[0]);
    tally.operations = Long.parseLong(fields[1]);
    tally.skipped = Long.parseLong(fields[2]);
    tally.nanos = Long.parseLong(fields[3]);
    tally.states = Long.parseLong(fields[4]);
    tally.singletons = Long.parseLong(fields[5]);
    for (int i = NUMBERS; i < fields.length; i += 3) {
      boolean finding = fields[i].equals("finding");
      (finding ? tally.findings : tally.geometries)
          .put(fields[i + 1], Long.parseLong(fields[i + 2]));
    }
    return tally;
  }
}
