package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.Interleaving;
import java.util.ArrayList;
import java.util.List;

/** Lets operations run one after the other; where that will not do, with fewer, shorter turns. */
final class LessCompany {

  /** Turns up to this long are tried in full; longer ones are halved first. */
  private static final int SHORT = 64;

  private LessCompany() {}

  static void pass(Attempts attempts) {
    Program best = attempts.best();
    attempts.take(
        best.withSteps(best.steps().stream().map(step -> step.withBeside(null)).toList()));
    for (int i = 0; i < attempts.best().steps().size(); i++) {
      while (i < attempts.best().steps().size() && attempts.takeFirst(closer(attempts, i))) {
        // As long as there is less of it.
      }
    }
  }

  /** The program with less of an interleaving at step {@code at}, the least first. */
  private static List<Program> closer(Attempts attempts, int at) {
    Program program = attempts.best();
    Interleaving beside = program.steps().get(at).beside();
    List<Program> closer = new ArrayList<>();
    if (beside == null) {
      return closer;
    }
    closer.add(with(program, at, null));
    if (at > 0) {
      closer.add(swapped(program, at));
    }
    for (int turns = 1; turns < beside.turns().size(); turns++) {
      List<Integer> first = beside.turns().subList(0, turns);
      closer.add(with(program, at, new Interleaving(beside.interrupt(), first)));
    }
    if (beside.interrupt()) {
      closer.add(with(program, at, new Interleaving(false, beside.turns())));
    }
    for (int turn = 0; turn < beside.turns().size(); turn++) {
      for (int stores : shorter(beside.turns().get(turn))) {
        List<Integer> turns = new ArrayList<>(beside.turns());
        turns.set(turn, stores);
        closer.add(with(program, at, new Interleaving(beside.interrupt(), turns)));
      }
    }
    return closer;
  }

  private static List<Integer> shorter(int stores) {
    List<Integer> shorter = new ArrayList<>();
    for (int turn = 0; turn < Math.min(stores, SHORT); turn++) {
      shorter.add(turn);
    }
    for (int less = stores / 2; less > 0; less /= 2) {
      shorter.add(stores - less);
    }
    return shorter;
  }

  private static Program with(Program program, int at, Interleaving beside) {
    List<Step> steps = new ArrayList<>(program.steps());
    steps.set(at, steps.get(at).withBeside(beside));
    return program.withSteps(steps);
  }

  /** The second first, then the other. */
  private static Program swapped(Program program, int at) {
    List<Step> steps = new ArrayList<>(program.steps());
    Step second = steps.get(at).withBeside(null);
    steps.set(at, steps.get(at - 1).withBeside(null));
    steps.set(at - 1, second);
    return program.withSteps(steps);
  }

  /** How much of it there is: turns and stores, and half a turn more for an interrupt. */
  static long amount(Interleaving beside) {
    if (beside == null) {
      return 0;
    }
    long stores = beside.turns().stream().mapToLong(Integer::longValue).sum();
    int turns = 2 * beside.turns().size() + (beside.interrupt() ? 1 : 0);
    return ((long) turns << 32) + stores;
  }
}
