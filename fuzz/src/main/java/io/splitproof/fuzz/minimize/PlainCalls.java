package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.Operation;
import java.util.ArrayList;
import java.util.List;

/** Puts the calls that clients make in their place: all at once, or one client after the other. */
final class PlainCalls {

  private PlainCalls() {}

  static void pass(Attempts attempts) {
    List<List<Step>> calls = attempts.calls();
    if (calls.isEmpty() || attempts.take(unfolded(attempts.best(), calls, -1))) {
      return;
    }
    for (int i = attempts.best().steps().size() - 1; i >= 0; i--) {
      calls = attempts.calls();
      if (isClient(attempts.best().steps().get(i))) {
        attempts.take(unfolded(attempts.best(), calls, i));
        i = Math.min(i, attempts.best().steps().size());
      }
    }
  }

  private static boolean isClient(Step step) {
    return step.operation() instanceof Operation.Composite;
  }

  /** The program with calls instead of the client at {@code only}, or of each if that is -1. */
  private static Program unfolded(Program program, List<List<Step>> calls, int only) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < program.steps().size(); i++) {
      Step step = program.steps().get(i);
      boolean unfolds = isClient(step) && (only < 0 || only == i);
      if (!unfolds) {
        steps.add(step);
      } else {
        for (Step call : calls.get(i)) {
          boolean first = call == calls.get(i).get(0);
          steps.add(first ? call.withPlan(step.plan()) : call);
        }
      }
    }
    boolean fits = steps.size() <= Program.MAX_STEPS;
    return fits ? program.withSteps(steps) : program;
  }
}
