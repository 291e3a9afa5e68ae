package io.splitproof.fuzz.generate;

import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.FaultPlan.Mode;
import io.splitproof.oracle.contract.FaultPlan.Scope;

/** Makes plans for failing allocations. */
final class FaultGenerator {

  private static final int ARM_PERCENT = 10;
  private static final int DISARM_PERCENT = 35;

  private final Dice dice;

  FaultGenerator(Dice dice) {
    this.dice = dice;
  }

  /** A plan for the next step, or null; a plan that keeps failing is soon turned off. */
  FaultPlan next(FaultPlan armed) {
    boolean lasting = armed.mode() == Mode.EVERY || armed.mode() == Mode.BUDGET;
    if (lasting && dice.percent(DISARM_PERCENT)) {
      return FaultPlan.OFF;
    }
    return dice.percent(ARM_PERCENT) ? plan() : null;
  }

  /** A plan that makes something fail. */
  FaultPlan plan() {
    int[] scopes = {50, 15, 15, 20};
    Scope scope = Scope.values()[dice.weighted(scopes)];
    int kind = dice.below(10);
    if (kind < 7) {
      return new FaultPlan(Mode.NTH, dice.between(1, 5), scope);
    }
    return kind < 8
        ? new FaultPlan(Mode.EVERY, dice.between(1, 4), scope)
        : new FaultPlan(Mode.BUDGET, dice.between(0, 4), scope);
  }
}
