package io.splitproof.fuzz.generate;

import io.splitproof.fuzz.client.Client;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.FaultPlan.Mode;
import io.splitproof.oracle.contract.FaultPlan.Scope;
import io.splitproof.oracle.contract.Operation;

/** Makes plans for failing allocations. */
final class FaultGenerator {

  private static final int ARM_PERCENT = 9;

  /** The same where one call allocates many tables, and must undo what it did when one fails. */
  private static final int ARM_MANY_PERCENT = 30;

  /** The same where nobody is told that an allocation failed. */
  private static final int ARM_SILENT_PERCENT = 20;

  private static final int DISARM_PERCENT = 35;

  private static final int MANY_PAGES = 128;

  /** How often which scope fails: linear tables, area tables, frames, any of them. */
  private static final int[] FOR_AREAS = {15, 45, 25, 15};

  private static final int[] FOR_OTHERS = {60, 10, 10, 20};

  private final Dice dice;

  FaultGenerator(Dice dice) {
    this.dice = dice;
  }

  /** A plan for a step, or null; a plan that keeps failing is soon turned off. */
  FaultPlan next(FaultPlan armed, Operation operation) {
    boolean lasting = armed.mode() == Mode.EVERY || armed.mode() == Mode.BUDGET;
    if (lasting && dice.percent(DISARM_PERCENT)) {
      return FaultPlan.OFF;
    }
    return dice.percent(armPercent(operation)) ? plan(operation) : null;
  }

  private static int armPercent(Operation operation) {
    boolean silent = operation instanceof Operation.Vfree || operation instanceof Client.End;
    return isLarge(operation) ? ARM_MANY_PERCENT : silent ? ARM_SILENT_PERCENT : ARM_PERCENT;
  }

  private static boolean isLarge(Operation operation) {
    return operation instanceof Operation.FinalizeCapabilities
        || operation instanceof Operation.KfenceInit
        || operation instanceof Operation.AddMemory
        || operation instanceof Client.Start
        || operation instanceof Operation.Vmalloc area && area.pages() > MANY_PAGES;
  }

  /** A plan that makes something fail, most often what {@code operation} allocates. */
  FaultPlan plan(Operation operation) {
    boolean area = operation instanceof Operation.Vmalloc || operation instanceof Operation.Vmap;
    int[] scopes = area ? FOR_AREAS : FOR_OTHERS;
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
