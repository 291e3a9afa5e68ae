package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Leaves out steps: first all but those on the objects that the last step is about, then ever
 * smaller portions until no single step can go, then every pair of steps, then objects that another
 * can stand in for.
 */
final class FewerSteps {

  /** Steps of the longest program whose pairs are tried; there are half its square. */
  private static final int PAIRED = 40;

  private FewerSteps() {}

  static void pass(Attempts attempts) {
    int before;
    do {
      before = attempts.best().steps().size();
      concerned(attempts);
      for (int portion = Math.max(1, before / 2); portion >= 1; portion /= 2) {
        portions(attempts, portion);
      }
      singles(attempts);
      pairs(attempts);
      attempts.takeFirst(SameObjects.merged(attempts.best()));
    } while (attempts.best().steps().size() < before);
  }

  /** Only the last step and those on its objects, by name; with what it depends on, or without. */
  private static void concerned(Attempts attempts) {
    Program program = attempts.best();
    if (program.steps().isEmpty()) {
      return;
    }
    for (boolean creationsOnly : new boolean[] {true, false}) {
      Set<Integer> kept = SameObjects.concerned(program.steps(), creationsOnly);
      if (kept.size() < program.steps().size()) {
        Set<Integer> gone = new TreeSet<>();
        for (int i = 0; i < program.steps().size(); i++) {
          if (!kept.contains(i)) {
            gone.add(i);
          }
        }
        if (without(attempts, gone)) {
          return;
        }
      }
    }
  }

  private static void portions(Attempts attempts, int portion) {
    // From the end, where it is most likely that nothing depends on a step.
    for (int end = attempts.best().steps().size(); end > 0; end -= portion) {
      end = Math.min(end, attempts.best().steps().size());
      without(attempts, range(Math.max(0, end - portion), end));
    }
  }

  private static void singles(Attempts attempts) {
    for (int i = attempts.best().steps().size() - 1; i >= 0; i--) {
      if (i < attempts.best().steps().size() && without(attempts, Set.of(i))) {
        i = attempts.best().steps().size();
      }
    }
  }

  private static void pairs(Attempts attempts) {
    for (int i = 0; i < Math.min(PAIRED, attempts.best().steps().size()); i++) {
      for (int j = i + 1; j < Math.min(PAIRED, attempts.best().steps().size()); j++) {
        if (without(attempts, Set.of(i, j))) {
          i = -1;
          break;
        }
      }
    }
  }

  private static Set<Integer> range(int from, int to) {
    Set<Integer> range = new TreeSet<>();
    for (int i = from; i < to; i++) {
      range.add(i);
    }
    return range;
  }

  /** Tries to leave out {@code gone}; if that changes what fails, with the plans in place first. */
  private static boolean without(Attempts attempts, Set<Integer> gone) {
    Program best = attempts.best();
    if (attempts.take(best.withSteps(others(best, gone)))) {
      return true;
    }
    if (best.steps().stream().allMatch(step -> step.plan() == null)) {
      return false;
    }
    Program inPlace = attempts.withPlansInPlace();
    return attempts.take(inPlace.withSteps(others(inPlace, gone)));
  }

  private static List<Step> others(Program program, Set<Integer> gone) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < program.steps().size(); i++) {
      if (!gone.contains(i)) {
        steps.add(program.steps().get(i));
      }
    }
    return steps;
  }
}
