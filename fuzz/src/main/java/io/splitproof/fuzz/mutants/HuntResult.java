package io.splitproof.fuzz.mutants;

/**
 * How the hunt for one mutant went.
 *
 * @param mutant what was planted
 * @param verdict what came of it
 * @param signature what was found, which the tree without the mutant does not show; empty if
 *     nothing was
 * @param seconds without those it took to build, to the finding or to the end of the budget
 * @param programs how many were run in them
 * @param reason why it could not be planted or judged; empty if it was
 */
public record HuntResult(
    Mutant mutant,
    Verdict verdict,
    String signature,
    double seconds,
    long programs,
    String reason) {

  /** What came of a mutant. */
  public enum Verdict {
    /** Something was found. */
    CAUGHT,
    /** Nothing was found. */
    SILENT,
    /** Its edit does not fit the tree, so it was not made. */
    MISFIT,
    /** It was made, but does not build or run. */
    BROKEN
  }

  static HuntResult without(Mutant mutant, Verdict verdict, String reason) {
    return new HuntResult(mutant, verdict, "", 0, 0, reason);
  }

  /** Whether it was there to be found. */
  public boolean isMade() {
    return verdict == Verdict.CAUGHT || verdict == Verdict.SILENT;
  }

  /** Whether the check that found it is one of those expected to; also if nothing had to be. */
  public boolean isAsExpected() {
    return mutant.isHarmless()
        ? verdict == Verdict.SILENT
        : mutant.checks().stream().anyMatch(check -> check.text().equals(check()));
  }

  /** Whether it is as it has to be: a bug is caught, by whatever, and what means nothing is not. */
  public boolean isRight() {
    return verdict == (mutant.isHarmless() ? Verdict.SILENT : Verdict.CAUGHT);
  }

  /** The check that found it; empty if none did. */
  public String check() {
    return signature.isEmpty() ? "" : signature.substring(0, signature.indexOf(':'));
  }
}
