package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.FaultPlan.Mode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lets fewer allocations fail, earlier ones, and single ones rather than many. */
final class PlainerPlans {

  /** Counts up to this are tried in full; larger ones are halved first. */
  private static final int SMALL = 12;

  private PlainerPlans() {}

  static void pass(Attempts attempts) {
    for (int i = 0; i < attempts.best().steps().size(); i++) {
      FaultPlan plan = attempts.best().steps().get(i).plan();
      if (plan != null) {
        attempts.takeFirst(plainer(attempts.best(), i, plan));
      }
    }
    if (attempts.best().steps().stream().anyMatch(step -> step.plan() != null)) {
      attempts.take(attempts.withPlansInPlace());
    }
  }

  private static List<Program> plainer(Program program, int at, FaultPlan plan) {
    List<FaultPlan> plans = new ArrayList<>();
    plans.add(FaultPlan.OFF);
    for (Mode mode : new Mode[] {Mode.NTH, Mode.BUDGET, Mode.EVERY}) {
      for (int count : counts(plan.count())) {
        for (FaultPlan.Scope scope : FaultPlan.Scope.values()) {
          plans.add(new FaultPlan(mode, count, scope));
        }
      }
    }
    List<Program> plainer = new ArrayList<>();
    plainer.add(with(program, at, null));
    plans.stream()
        .filter(other -> amount(other) < amount(plan))
        .filter(other -> other.mode() == Mode.BUDGET || other.mode() == Mode.OFF
            || other.count() > 0)
        .sorted(Comparator.comparingLong(PlainerPlans::amount))
        .forEach(other -> plainer.add(with(program, at, other)));
    return plainer;
  }

  private static List<Integer> counts(int count) {
    List<Integer> counts = new ArrayList<>();
    for (int small = 0; small <= SMALL; small++) {
      counts.add(small);
    }
    for (int less = count; less > SMALL; less /= 2) {
      counts.add(less);
    }
    return counts;
  }

  private static Program with(Program program, int at, FaultPlan plan) {
    List<Step> steps = new ArrayList<>(program.steps());
    steps.set(at, steps.get(at).withPlan(plan));
    return program.withSteps(steps);
  }

  /** How much fails: nothing, one, all from one on, one after the other; then which. */
  static long amount(FaultPlan plan) {
    if (plan == null || plan.mode() == Mode.OFF) {
      return 0;
    }
    int mode =
        switch (plan.mode()) {
          case OFF -> 0;
          case NTH -> 1;
          case BUDGET -> 2;
          case EVERY -> 3;
        };
    return ((long) mode << 40) + ((long) plan.count() << 4) + plan.scope().ordinal();
  }
}
