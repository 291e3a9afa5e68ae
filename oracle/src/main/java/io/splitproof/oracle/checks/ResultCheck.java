package io.splitproof.oracle.checks;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.reference.Lane;

/** Status and warnings are ones the operation may end with. */
final class ResultCheck {

  private ResultCheck() {}

  /**
   * Returns what is wrong with the outcome, or null.
   *
   * @param panic why the kernel panicked, if it did
   */
  static Divergence check(
      Lane lane, Operation operation, Outcome outcome, boolean allocationFailed, String panic) {
    if (lane.allows(outcome, allocationFailed)) {
      return null;
    }
    String allowed = lane.allowed(allocationFailed);
    String found = outcome.toString();
    String explanation = outcome.died() ? join(panic, lane.remark()) : lane.remark();
    if (allowed.equals(found)) {
      explanation = "The operation did not announce an object, or announced one and failed.";
      found += " unannounced";
    }
    String place = lane.place().isEmpty() ? place(operation) : lane.place();
    return new Divergence(
        CheckName.RESULT,
        KernelName.of(operation),
        place,
        0,
        "",
        allowed,
        found,
        explanation);
  }

  /** What is wrong where the kernel panicked outside every operation. */
  static Divergence died(String during, String panic) {
    String found = new Outcome(0, 0, true).toString();
    return new Divergence(CheckName.RESULT, during, "call", 0, "", "0", found, panic);
  }

  private static String join(String panic, String remark) {
    return panic.isEmpty() || remark.isEmpty() ? panic + remark : panic + "\n" + remark;
  }

  private static String place(Operation operation) {
    Address address = reference(operation);
    if (address == null) {
      return "call";
    }
    return address.base() == Address.Base.AREA ? "area" : "linear";
  }

  private static Address reference(Operation operation) {
    if (operation instanceof Operation.SetMemory op) {
      return op.address();
    } else if (operation instanceof Operation.SetMemoryValid op) {
      return op.address();
    } else if (operation instanceof Operation.Split op) {
      return op.address();
    }
    return null;
  }
}
