package io.splitproof.fuzz.run;

import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.contract.Outcome;

/** Follows a run step by step. */
public interface RunListener {

  /** Follows nothing. */
  RunListener NONE = new RunListener() {};

  /**
   * Step {@code index} was skipped, because of {@code objection}; its plan is armed all the same.
   */
  default void skipped(int index, Step step, String objection) {}

  /** Step {@code index} is about to run. */
  default void starting(int index, Step step) {}

  /**
   * Step {@code index} is a client's, and its next call is about to be made: between {@link
   * #starting} and {@link #finished}, which are the step's.
   */
  default void calling(int index, Step call) {}

  /** The call was made; {@code divergence} is null if all agreed. */
  default void called(int index, Step call, Outcome outcome, Divergence divergence) {}

  /** A call of a client was not made, because of {@code objection}. */
  default void refused(int index, Step call, String objection) {}

  /** Step {@code index} ran; {@code divergence} is null if all agreed. */
  default void finished(int index, Step step, Outcome outcome, Divergence divergence) {}

  /**
   * Step {@code index} ran, and the one after it beside it; both were announced with {@link
   * #starting} before.
   *
   * @param outcomes how the first ended, and how the second did
   */
  default void finishedTogether(
      int index, Step first, Step second, Outcome[] outcomes, Divergence divergence) {
    finished(index, first, outcomes[0], null);
    finished(index + 1, second, outcomes[1], divergence);
  }
}
