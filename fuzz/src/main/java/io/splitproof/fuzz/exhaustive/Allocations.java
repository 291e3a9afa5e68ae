package io.splitproof.fuzz.exhaustive;

import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineEvents;

/** Counts the allocations that the operation under way tries. */
final class Allocations implements MachineEvents {

  private int tried;
  private int triedBeforeFailure;

  void clear() {
    tried = 0;
    triedBeforeFailure = Integer.MAX_VALUE;
  }

  /** How many there were, those that failed counted. */
  int tried() {
    return tried;
  }

  /** Whether the operation went on to allocate after an allocation had failed. */
  boolean wentOn() {
    return tried > triedBeforeFailure;
  }

  @Override
  public void allocationTried(FaultPlan.Scope kind) {
    tried++;
  }

  @Override
  public void allocationFailed(FaultPlan.Scope kind) {
    triedBeforeFailure = Math.min(triedBeforeFailure, tried);
  }
}
