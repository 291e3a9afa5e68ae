package io.splitproof.fuzz.corpus;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import java.util.List;
import java.util.Set;

/** What must come of a program on one variant, judged by some checks. */
sealed interface Expectation {

  /** The variant. */
  Variant variant();

  /** The checks that judge. */
  Set<CheckName> checks();

  /** How a run differs from what was expected, or null. */
  String difference(Program program, RunResult result);

  /** What a difference begins with. */
  default String where() {
    String by = checks().containsAll(Checks.ALL) ? "" : " by " + Checks.text(checks()) + " alone";
    return "on " + variant().name() + by + ": ";
  }

  private static String found(RunResult result) {
    return result.isClean() ? "nothing" : result.divergence().signature();
  }

  /** A step after the one that shows it has no business in such a program. */
  private static String tooLong(Program program, RunResult result) {
    int last = program.steps().size() - 1;
    return result.step() == last
        ? null
        : "shown by step " + (result.step() + 1) + " of " + (last + 1) + "; expected the last";
  }

  /**
   * Nothing is found.
   *
   * @param whole whether it also counts as a difference that a step was left out
   */
  record Clean(Variant variant, Set<CheckName> checks, boolean whole) implements Expectation {

    @Override
    public String difference(Program program, RunResult result) {
      if (!result.isClean()) {
        return "expected nothing, found " + result.divergence().signature();
      }
      return whole && result.skipped() > 0
          ? result.skipped() + " of its steps left out; expected none"
          : null;
    }
  }

  /**
   * One of some signatures is found, by the last step.
   *
   * @param signatures what the program may find
   */
  record Finds(Variant variant, Set<CheckName> checks, List<String> signatures)
      implements Expectation {

    @Override
    public String difference(Program program, RunResult result) {
      if (result.isClean() || !signatures.contains(result.divergence().signature())) {
        return "expected " + String.join(" or ", signatures) + ", found " + found(result);
      }
      return tooLong(program, result);
    }
  }

  /**
   * Something is found by one check with all others off, by the last step.
   *
   * @param check the one that is on
   */
  record CaughtBy(Variant variant, CheckName check) implements Expectation {

    @Override
    public Set<CheckName> checks() {
      return Set.of(check);
    }

    @Override
    public String difference(Program program, RunResult result) {
      return result.isClean() ? "found nothing" : tooLong(program, result);
    }
  }
}
