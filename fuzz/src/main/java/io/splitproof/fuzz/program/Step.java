package io.splitproof.fuzz.program;

import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.Operation;
import java.util.Objects;

/**
 * One line of a program: an operation, maybe a plan for failing allocations armed just before it,
 * and maybe how it shares time with the step before it. A plan stays armed until another step
 * brings its own.
 *
 * @param plan which allocations fail from now on, or null to leave the armed plan alone
 * @param beside how it runs beside the step before it, or null to run after it
 * @param operation what to do; its objects are numbered 0 to 15
 */
public record Step(FaultPlan plan, Interleaving beside, Operation operation) {

  /**
   * Checks that the step can be written down.
   *
   * @throws IllegalArgumentException if an operand lies outside what programs may say
   */
  public Step {
    Objects.requireNonNull(operation, "operation");
    plan = OperationRules.canonical(plan);
    OperationRules.check(operation);
    if (beside != null && operation instanceof Operation.Composite) {
      throw new IllegalArgumentException(ALONE);
    }
  }

  /** Why a client has no interleaving. */
  static final String ALONE = "a client runs by itself; its calls have no company";

  /** A step that leaves the armed plan alone and runs by itself. */
  public static Step of(Operation operation) {
    return new Step(null, null, operation);
  }

  /** The same step with another plan, or none. */
  public Step withPlan(FaultPlan other) {
    return new Step(other, beside, operation);
  }

  /** The same step beside the one before it in another way, or after it. */
  public Step withBeside(Interleaving other) {
    return new Step(plan, other, operation);
  }

  /** The same step asking for something else. */
  public Step withOperation(Operation other) {
    return new Step(plan, beside, other);
  }
}
