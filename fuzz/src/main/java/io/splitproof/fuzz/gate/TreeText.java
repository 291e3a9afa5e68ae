package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.gate.Case.Broken;
import io.splitproof.fuzz.gate.Case.Passed;
import io.splitproof.fuzz.gate.Case.Skipped;
import io.splitproof.fuzz.gate.GateResult.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Verdicts on a kernel in words. */
public final class TreeText {

  private TreeText() {}

  /** What there is to say of a verdict, {@link #verdict} at last, without a newline at the end. */
  public static String report(TreeVerdict verdict) {
    GateResult result = verdict.result();
    StringBuilder text = new StringBuilder();
    if (result.verdict() == Verdict.FAILED) {
      result.faults().forEach(fault -> GateText.tell(text, List.of(fault), true));
    } else {
      result.stages().stream()
          .filter(stage -> !stage.cases().isEmpty())
          .forEach(stage -> tell(text, stage));
    }
    return text.append(verdict(verdict)).toString().stripLeading();
  }

  private static void tell(StringBuilder text, StageResult stage) {
    text.append(GateText.line(stage)).append('\n');
    GateText.skipped(text, stage);
    stage.cases().forEach(one -> GateText.tell(text, stage, one));
  }

  /** The verdict in one line: what was found, where, and how to see it. */
  public static String verdict(TreeVerdict verdict) {
    GateResult result = verdict.result();
    String what =
        switch (result.verdict()) {
          case FAILED -> found(result.faults().get(0));
          case PASSED -> counts(result) + ", " + searched(result);
          case BROKEN -> broken(result);
        };
    return String.format(
        Locale.ROOT,
        "gate: %s %s: %s; %.0f s",
        result.verdict(),
        verdict.name(),
        what,
        result.seconds());
  }

  private static String found(Fault fault) {
    String again = fault.command().isEmpty() ? "" : "; " + fault.command();
    return fault.signature() + ", " + fault.file() + again;
  }

  private static String counts(GateResult result) {
    return GateText.cases(result.count(Passed.class)) + " passed, "
        + result.count(Skipped.class) + " skipped";
  }

  /** What random programs were run; no search if there was no time for any. */
  private static String searched(GateResult result) {
    return result.stages().stream()
        .filter(stage -> stage.name().equals(SearchStage.NAME))
        .flatMap(stage -> stage.cases().stream())
        .filter(one -> one.result() instanceof Passed)
        .map(one -> "searched " + ((Passed) one.result()).note())
        .findFirst()
        .orElse("no search");
  }

  private static String broken(GateResult result) {
    if (result.stopped()) {
      return "stopped before its time";
    }
    return cases(result)
        .filter(one -> one.result() instanceof Broken)
        .map(one -> broken(one.name(), firstLine((Broken) one.result())))
        .findFirst()
        .orElseGet(() -> "nothing could be judged" + reason(result));
  }

  private static String reason(GateResult result) {
    return cases(result)
        .filter(one -> one.result() instanceof Skipped)
        .map(one -> ": " + ((Skipped) one.result()).why())
        .findFirst()
        .orElse("");
  }

  private static String broken(String name, String why) {
    return why.contains(name) ? why : name + ": " + why;
  }

  private static Stream<Case> cases(GateResult result) {
    return result.stages().stream().flatMap(stage -> stage.cases().stream());
  }

  private static String firstLine(Broken broken) {
    return broken.text().lines().findFirst().orElse("");
  }
}
