package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.oracle.checks.Divergence;
import java.util.List;
import java.util.function.Function;

/**
 * A program that diverges, and how.
 *
 * @param program the program
 * @param result a run of it that diverged
 */
record Witness(Program program, RunResult result) {

  /**
   * This, or the same operations one after the other if they diverge too and no later: what does
   * not need two operations at once is not blamed on whatever happened to run beside it.
   *
   * @param run runs a program
   */
  Witness withoutCompany(Function<Program, RunResult> run) {
    List<Step> steps = program.steps();
    if (steps.stream().allMatch(step -> step.beside() == null)) {
      return this;
    }
    Program alone =
        program.withSteps(steps.stream().map(step -> step.withBeside(null)).toList());
    RunResult other = run.apply(alone);
    boolean diverges = !other.isClean() && other.step() <= result.step();
    return diverges ? new Witness(alone, other) : this;
  }

  Divergence divergence() {
    return result.divergence();
  }
}
