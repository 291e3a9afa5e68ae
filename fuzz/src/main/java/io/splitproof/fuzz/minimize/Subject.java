package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import java.util.List;

/** What programs are tried on. */
public interface Subject {

  /** Runs {@code program} and looks for the finding. */
  Showing show(Program program);

  /** For each step of {@code program} the calls it makes if it is a client; else none. */
  default List<List<Step>> calls(Program program) {
    return program.steps().stream().map(step -> List.<Step>of()).toList();
  }

  /**
   * The same program with each plan for failing allocations right before the step in which one
   * fails; {@code program} itself if that cannot be said.
   */
  default Program withPlansInPlace(Program program) {
    return program;
  }
}
