package io.splitproof.fuzz.program;

import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.FaultPlan.Mode;
import io.splitproof.oracle.contract.FaultPlan.Scope;

/**
 * Fault plans as two bytes. Most values of the first mean no plan; most values of the second mean a
 * small count.
 */
final class FaultBytes {

  /** Values of the first byte below this leave the armed plan alone. */
  private static final int FIRST = 216;

  private static final int SCOPES = 4;
  private static final int PLANS = 1 + 3 * SCOPES;

  /** Counts from here on need values of the second byte from {@link #FIRST_LARGE}. */
  private static final int SMALL = 8;

  private static final int FIRST_LARGE = 192;

  private FaultBytes() {}

  static FaultPlan plan(int fault, int count) {
    if (fault < FIRST) {
      return null;
    }
    int number = (fault - FIRST) % PLANS;
    if (number == 0) {
      return FaultPlan.OFF;
    }
    Mode mode = Mode.values()[1 + (number - 1) / SCOPES];
    Scope scope = Scope.values()[(number - 1) % SCOPES];
    int value = count < FIRST_LARGE ? count % SMALL : count - FIRST_LARGE + SMALL;
    return new FaultPlan(mode, value + least(mode), scope);
  }

  /** First byte for {@code plan}. */
  static int fault(FaultPlan plan) {
    if (plan == null) {
      return 0;
    }
    if (plan.mode() == Mode.OFF) {
      return FIRST;
    }
    return FIRST + 1 + (plan.mode().ordinal() - 1) * SCOPES + plan.scope().ordinal();
  }

  /** Second byte for {@code plan}; counts too large for it come out as another. */
  static int count(FaultPlan plan) {
    if (plan == null || plan.mode() == Mode.OFF) {
      return 0;
    }
    int value = plan.count() - least(plan.mode());
    return value < SMALL ? value : value - SMALL + FIRST_LARGE;
  }

  private static int least(Mode mode) {
    return mode == Mode.BUDGET ? 0 : 1;
  }
}
