package io.splitproof.fuzz.twins;

import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Upcoming;
import java.util.List;

/**
 * What a machine was asked.
 *
 * @param plan which allocations fail from now on, if that is what it was asked; else null
 * @param operation what to do; null if there is a plan
 * @param beside what to do at the same time, or null
 * @param interleaving how, or null
 */
record Call(FaultPlan plan, Operation operation, Operation beside, Interleaving interleaving) {

  static Call arm(FaultPlan plan) {
    return new Call(plan, null, null, null);
  }

  static Call of(Operation operation) {
    return new Call(null, operation, null, null);
  }

  /** Asks {@code machine} the same. */
  void ask(Machine machine) {
    if (plan != null) {
      machine.arm(plan);
    } else if (beside == null) {
      machine.apply(operation);
    } else {
      machine.apply(operation, beside, interleaving);
    }
  }

  /** Adds what a machine will be asked to {@code upcoming}. */
  void announce(List<Upcoming> upcoming) {
    upcoming.add(new Upcoming(plan, operation));
    if (beside != null) {
      upcoming.add(new Upcoming(null, beside));
    }
  }

  /** Whether it makes an area that may have large leaves. */
  boolean makesHugeArea() {
    return operation instanceof Operation.Vmalloc area && area.kind() == AreaKind.HUGE;
  }

  /** What it is called, without its operands. */
  String name() {
    return plan != null ? "plan" : operation.getClass().getSimpleName();
  }

  /** The call as programs spell it. */
  String text(MachineConfig machine) {
    if (plan != null) {
      return "a plan";
    }
    String first = ProgramText.print(Step.of(operation), machine);
    return beside == null
        ? first
        : first + " and " + ProgramText.print(new Step(null, interleaving, beside), machine);
  }
}
