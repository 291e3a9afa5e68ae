package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.Interleaving;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Leaves out of a program what its finding does not need: steps in ever smaller portions, plans for
 * failing allocations, interleavings; the interleavings that are left get fewer and shorter turns.
 * Stops early when time is up; what it has by then is as good a witness.
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
    Program before;
    do {
      before = best;
      for (int portion = Math.max(1, before.steps().size() / 2); portion >= 1; portion /= 2) {
        leaveOut(portion);
      }
      simplify();
    } while (!best.equals(before) && !isTimeUp());
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

  private void simplify() {
    for (int i = 0; i < best.steps().size() && !isTimeUp(); i++) {
      if (best.steps().get(i).plan() != null) {
        replace(i, best.steps().get(i).withPlan(null));
      }
      if (best.steps().get(i).beside() != null) {
        replace(i, best.steps().get(i).withBeside(null));
        simplifyTurns(i);
      }
    }
  }

  /** Takes turns off the end, then lowers those left. */
  private void simplifyTurns(int at) {
    while (turns(at).size() > 1 && retime(at, turns(at).subList(0, turns(at).size() - 1))) {
      // One turn fewer each time.
    }
    for (int turn = 0; turn < turns(at).size(); turn++) {
      lower(at, turn);
    }
  }

  /** Lowers a turn to 0, else by ever smaller steps. */
  private void lower(int at, int turn) {
    int stores = turns(at).get(turn);
    for (int less = stores; less > 0 && !isTimeUp(); less = Math.min(less, stores)) {
      List<Integer> shorter = new ArrayList<>(turns(at));
      shorter.set(turn, stores - less);
      if (retime(at, shorter)) {
        stores -= less;
      } else {
        less /= 2;
      }
    }
  }

  /** The turns of a step; none if it runs by itself. */
  private List<Integer> turns(int at) {
    Interleaving beside = best.steps().get(at).beside();
    return beside == null ? List.of() : beside.turns();
  }

  private boolean retime(int at, List<Integer> turns) {
    Step step = best.steps().get(at);
    return replace(at, step.withBeside(new Interleaving(step.beside().interrupt(), turns)));
  }

  private boolean replace(int at, Step simpler) {
    List<Step> steps = new ArrayList<>(best.steps());
    steps.set(at, simpler);
    return !isTimeUp() && take(steps);
  }

  private boolean take(List<Step> steps) {
    Program candidate = best.withSteps(steps);
    boolean finds = stillFinds.test(candidate);
    if (finds) {
      best = candidate;
    }
    return finds;
  }

  private boolean isTimeUp() {
    return nanoTime.getAsLong() - deadline > 0;
  }
}
