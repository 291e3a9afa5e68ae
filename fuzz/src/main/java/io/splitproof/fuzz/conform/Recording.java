package io.splitproof.fuzz.conform;

import java.util.List;

/**
 * One recording: a boot and the sequences that ran in it, one after the other.
 *
 * @param name the file's name
 * @param machine what was booted
 * @param sequences in the order they ran
 */
public record Recording(String name, RecordedMachine machine, List<Sequence> sequences) {

  /**
   * A sequence; the recorder cleaned up what the one before left.
   *
   * @param line where it starts
   * @param title its name and what it is about
   * @param opening the tables before its first operation
   * @param steps what was done
   */
  public record Sequence(int line, String title, Snapshot opening, List<RecordedStep> steps) {}

  /** How many operations there are. */
  public long operations() {
    return sequences.stream()
        .flatMap(sequence -> sequence.steps().stream())
        .filter(RecordedStep.RecordedOperation.class::isInstance)
        .count();
  }
}
