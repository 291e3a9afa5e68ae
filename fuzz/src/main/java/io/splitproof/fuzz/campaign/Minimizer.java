package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Leaves out of a program what its finding does not need: steps in ever smaller portions, then
 * plans for failing allocations. Stops early when time is up; what it has by then is as good a
 * witness.
 */
final class Minimizer {

  private final Predicate<Program> stillFinds;
  private final LongSupplier nanoTime;
  private final long deadline;
  private Program best;

  /**
   * Creates a minimizer.
   *
   * @param stillFinds whether a program shows the same finding
   * @param nanoTime a clock
   * @param budgetNanos how long it may take
   */
  Minimizer(Predicate<Program> stillFinds, LongSupplier nanoTime, long budgetNanos) {
    this.stillFinds = stillFinds;
    this.nanoTime = nanoTime;
    this.deadline = nanoTime.getAsLong() + budgetNanos;
  }

  /** A program that still finds it, not longer than {@code program}, which finds it. */
  Program minimize(Program program) {
    best = program;
    int before;
    do {
      before = best.steps().size();
      for (int portion = Math.max(1, before / 2); portion >= 1; portion /= 2) {
        leaveOut(portion);
      }
    } while (best.steps().size() < before && !isTimeUp());
    dropPlans();
    return best;
  }

  private void leaveOut(int portion) {
    // From the end, where it is most likely that nothing depends on a step.
    for (int end = best.steps().size(); end > 0 && !isTimeUp(); end -= portion) {
      List<Step> fewer = new ArrayList<>(best.steps());
      fewer.subList(Math.max(0, end - portion), end).clear();
      take(fewer);
    }
  }

  private void dropPlans() {
    for (int i = 0; i < best.steps().size() && !isTimeUp(); i++) {
      Step step = best.steps().get(i);
      if (step.plan() != null) {
        List<Step> simpler = new ArrayList<>(best.steps());
        simpler.set(i, Step.of(step.operation()));
        take(simpler);
      }
    }
  }

  private void take(List<Step> steps) {
    Program candidate = best.withSteps(steps);
    if (stillFinds.test(candidate)) {
      best = candidate;
    }
  }

  private boolean isTimeUp() {
    return nanoTime.getAsLong() - deadline > 0;
  }
}
