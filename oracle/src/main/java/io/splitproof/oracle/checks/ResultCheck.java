package io.splitproof.oracle.checks;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.reference.Reference;

/** Status and warnings are ones the operation may end with. */
final class ResultCheck {

  private final Reference reference;

  ResultCheck(Reference reference) {
    this.reference = reference;
  }

  /** Returns what is wrong with the outcome, or null. */
  Divergence check(Operation operation, Outcome outcome, boolean allocationFailed) {
    if (reference.allows(outcome, allocationFailed)) {
      return null;
    }
    String allowed = reference.allowed(allocationFailed);
    String found = outcome.toString();
    String explanation = reference.remark();
    if (allowed.equals(found)) {
      explanation = "The operation did not announce an object, or announced one and failed.";
      found += " unannounced";
    }
    String place = reference.place().isEmpty() ? place(operation) : reference.place();
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
