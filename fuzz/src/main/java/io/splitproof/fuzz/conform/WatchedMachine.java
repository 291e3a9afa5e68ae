package io.splitproof.fuzz.conform;

import io.splitproof.fuzz.run.EventRelay;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;
import java.util.Set;
import java.util.TreeSet;

/**
 * A booted machine with a judge beside it. Where the judge disagrees after an operation no
 * well-behaved client would ask for, that is the recorded caller's misuse, not a mismatch.
 *
 * <p>After misuse the judge goes on from what should have happened. So its word about the same
 * area counts as misuse until the sequence ends; and where freeing that area warns of what misuse
 * left in its guard page, the judge is told the outcome without the warning, and knows that the
 * area is gone. Misuse of the linear map itself lasts; then there is no audit at the end.
 */
final class WatchedMachine {

  private final Machine machine;
  private final DescriptorMemory memory;
  private final EventTap tap;
  private final Verdicts judge;
  private final ConformanceResult.Builder result;
  private final Set<Integer> misused = new TreeSet<>();
  private int line;
  private String step = "";
  private Outcome death;
  private boolean lasting;

  WatchedMachine(
      Variant variant,
      MachineConfig config,
      Verdicts judge,
      ConformanceResult.Builder result) {
    this.judge = judge;
    this.result = result;
    this.tap = new EventTap();
    this.machine = variant.boot(config, new EventRelay(tap, judge.events()));
    this.memory = DataAlias.asRecorded(machine, variant.design());
    if (tap.panic() != null) {
      death = new Outcome(0, 0, true);
      result.add(new Mismatch(Mismatch.Kind.STATUS, 0, "boot", "boots", "panics: " + tap.panic()));
      return;
    }
    String objection = judge.attach(machine);
    if (objection != null) {
      result.add(new Mismatch(Mismatch.Kind.ORACLE, 0, "boot", "judge agrees", objection));
    }
  }

  Machine machine() {
    return machine;
  }

  /** Its tables as the recorder would have seen them. */
  DescriptorMemory memory() {
    return memory;
  }

  EventTap tap() {
    return tap;
  }

  /** A sequence ends: its objects are gone, misused or not. */
  void endSequence() {
    misused.clear();
  }

  /** What follows belongs to this line of the recording. */
  void at(int newLine, String newStep) {
    line = newLine;
    step = newStep;
  }

  void arm(FaultPlan plan) {
    machine.arm(plan);
  }

  /** Whether the machine takes no more operations. */
  boolean isDead() {
    return death != null;
  }

  /**
   * Carries out {@code operation}; the judge's word goes into the result. A dead machine only
   * repeats how it died.
   */
  Outcome run(Operation operation) {
    if (death != null) {
      return death;
    }
    String objection = judge.objection(operation);
    judge.expect(operation);
    Outcome outcome = machine.apply(operation);
    death = outcome.died() ? outcome : null;
    String divergence = judge.judge(outcome);
    int area = areaOf(operation);
    if (divergence != null && (objection != null || misused.contains(area))) {
      misuse(objection == null ? "misused before" : objection, divergence);
      noteMisuse(operation, area, outcome);
    } else if (divergence != null) {
      disagreement(divergence);
    }
    return outcome;
  }

  private void noteMisuse(Operation operation, int area, Outcome outcome) {
    if (area < 0) {
      lasting = true;
    } else if (operation instanceof Operation.Vfree) {
      misused.remove(area);
      String divergence = judgeWithoutGarbage(outcome);
      if (divergence != null && misused.isEmpty()) {
        disagreement(divergence);
      }
    } else {
      misused.add(area);
    }
  }

  /** The judge's last word: everything there is. */
  void audit() {
    String divergence = isDead() || lasting ? null : judge.audit();
    if (divergence != null) {
      disagreement(divergence);
    }
  }

  private void misuse(String objection, String divergence) {
    result.misuse("line %d: %s: %s%n%s".formatted(line, step, objection, divergence));
  }

  private void disagreement(String divergence) {
    result.add(new Mismatch(Mismatch.Kind.ORACLE, line, step, "judge agrees", divergence));
  }

  private String judgeWithoutGarbage(Outcome outcome) {
    int garbage = Warning.VUNMAP_GARBAGE.bit();
    return (outcome.warnings() & garbage) == 0
        ? null
        : judge.judge(
            new Outcome(outcome.status(), outcome.warnings() & ~garbage, outcome.died()));
  }

  /** The area an operation is about, or -1. */
  private static int areaOf(Operation operation) {
    if (operation instanceof Operation.Vfree free) {
      return free.area();
    }
    if (operation instanceof Operation.SetMemory call
        && call.address().base() == Address.Base.AREA) {
      return call.address().object();
    }
    return -1;
  }
}
