package io.splitproof.fuzz.gate;

import java.util.List;

/**
 * What a gate came to.
 *
 * @param settings what was asked for
 * @param stages the stages in order, those that were stopped or never begun included
 * @param seconds how long it took
 * @param stopped whether somebody ended it before its time
 */
public record GateResult(
    GateSettings settings, List<StageResult> stages, double seconds, boolean stopped) {

  /** What a gate says. */
  public enum Verdict {
    /** Nothing is wrong with what was looked at. */
    PASSED,
    /** Something is wrong. */
    FAILED,
    /** The harness failed, or nothing was looked at, or somebody stopped it. */
    BROKEN
  }

  /** The one verdict: a fault outweighs a failure of the harness, which may hide more of them. */
  public Verdict verdict() {
    if (!faults().isEmpty()) {
      return Verdict.FAILED;
    }
    boolean nothing = count(Case.Passed.class) == 0;
    return stopped || nothing || count(Case.Broken.class) > 0 ? Verdict.BROKEN : Verdict.PASSED;
  }

  /** Every fault, in the order they came up. */
  public List<Fault> faults() {
    return stages.stream().flatMap(stage -> stage.faults().stream()).toList();
  }

  /** Cases of that kind of result. */
  public long count(Class<? extends Case.Result> kind) {
    return stages.stream().mapToLong(stage -> stage.count(kind)).sum();
  }
}
