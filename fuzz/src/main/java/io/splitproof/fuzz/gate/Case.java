package io.splitproof.fuzz.gate;

/**
 * One thing a gate looked at: a program, a known bug, a small world, a campaign.
 *
 * @param name different for every case of a stage
 * @param result what came of it
 * @param seconds how long it took
 */
public record Case(String name, Result result, double seconds) {

  /** What came of a case. */
  public sealed interface Result permits Passed, Faulty, Skipped, Broken {}

  /**
   * Nothing is wrong.
   *
   * @param note what was looked at, in a few words; may be empty
   */
  public record Passed(String note) implements Result {}

  /** Something is. */
  public record Faulty(Fault fault) implements Result {}

  /**
   * Nobody looked.
   *
   * @param why the reason, in a few words
   */
  public record Skipped(String why) implements Result {

    /** There was no time. */
    static final Skipped LATE = new Skipped("no time was left");
  }

  /**
   * There is no verdict, through a fault of the harness.
   *
   * @param text what went wrong
   */
  public record Broken(String text) implements Result {}

  boolean isFaulty() {
    return result instanceof Faulty;
  }
}
