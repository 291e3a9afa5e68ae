package io.splitproof.fuzz.run;

import io.splitproof.oracle.checks.Divergence;

/**
 * How one run of a program went.
 *
 * @param applied operations the machine carried out
 * @param skipped steps about nothing, and steps a well-behaved client would not have made
 * @param step index of the last step that ran, if the run diverged or the kernel panicked there; -1
 *     for boot; the number of steps if it came to the end, or diverged in the final audit
 * @param divergence what the judge says, or null if everything agreed
 */
public record RunResult(int applied, int skipped, int step, Divergence divergence) {

  /** Whether judge and judged agreed throughout. */
  public boolean isClean() {
    return divergence == null;
  }
}
