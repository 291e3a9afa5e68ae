package io.splitproof.impl.linux;

import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.StateDigest;

/** Decides which allocation fails, as the armed plan says. */
final class FaultInjector {

  private FaultPlan plan = FaultPlan.OFF;
  private int seen;

  void arm(FaultPlan plan) {
    this.plan = plan;
    this.seen = 0;
  }

  void digest(StateDigest digest) {
    digest.add(plan.mode().ordinal());
    if (plan.mode() != FaultPlan.Mode.OFF) {
      digest.add(plan.scope().ordinal());
      digest.add(plan.count());
      digest.add(seen);
    }
  }

  /** Counts one allocation of {@code kind} and says whether it must fail. */
  boolean fails(FaultPlan.Scope kind) {
    if (plan.mode() == FaultPlan.Mode.OFF
        || plan.scope() != FaultPlan.Scope.ANY && plan.scope() != kind) {
      return false;
    }
    seen++;
    return switch (plan.mode()) {
      case OFF -> false;
      case NTH -> seen == plan.count();
      case EVERY -> plan.count() > 0 && seen % plan.count() == 0;
      case BUDGET -> seen > plan.count();
    };
  }
}
