package io.splitproof.fuzz.program;

import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Operation;
import java.util.Objects;

/**
 * One line of a program: an operation, and maybe a plan for failing allocations armed just before
 * it. A plan stays armed until another step brings its own.
 *
 * @param plan which allocations fail from now on, or null to leave the armed plan alone
 * @param operation what to do; its objects are numbered 0 to 15
 */
public record Step(FaultPlan plan, Operation operation) {

  /**
   * Checks that the step can be written down.
   *
   * @throws IllegalArgumentException if an operand lies outside what programs may say
   */
  public Step {
    Objects.requireNonNull(operation, "operation");
    plan = OperationRules.canonical(plan);
    OperationRules.check(operation);
  }

  /** A step that leaves the armed plan alone. */
  public static Step of(Operation operation) {
    return new Step(null, operation);
  }
}
