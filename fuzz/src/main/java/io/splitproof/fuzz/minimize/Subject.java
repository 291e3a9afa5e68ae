package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.Program;

/** What programs are tried on. */
interface Subject {

  /** Runs {@code program} and looks for the finding. */
  Showing show(Program program);

  /**
   * The same program with each plan for failing allocations right before the step in which one
   * fails; {@code program} itself if that cannot be said.
   */
  default Program withPlansInPlace(Program program) {
    return program;
  }
}
