package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.mutants.HuntResult;
import io.splitproof.fuzz.mutants.HuntResult.Verdict;
import java.util.Locale;

/** Results of {@code kernel doctor} for people. */
final class KernelDoctorText {

  private KernelDoctorText() {}

  /** A line of the table: how it is, the mutant, the check, seconds, programs, and the finding. */
  static String of(HuntResult result) {
    String level = result.isRight() ? "ok" : result.isMade() ? "bad" : "warning";
    String mutant =
        String.format(
            Locale.ROOT,
            "%-8s %-12s %-40s",
            level,
            result.mutant().isHarmless() ? "harmless" : "mutant",
            result.mutant().name());
    if (!result.isMade()) {
      String not = result.verdict() == Verdict.MISFIT ? "not made: " : "does not run: ";
      return mutant + " " + not + result.reason();
    }
    String how =
        String.format(
            Locale.ROOT,
            "%-10s %6.1f s %7d programs",
            result.check().isEmpty() ? "-" : result.check(),
            result.seconds(),
            result.programs());
    return (mutant + " " + how + "  " + result.signature()).stripTrailing();
  }
}
