package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.Program;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Numbers areas and blocks in the order in which the program names them, from 0. */
final class Renumbering {

  /** Most areas there can be, and most blocks. */
  private static final int NUMBERS = 16;

  private Renumbering() {}

  static void pass(Attempts attempts) {
    Program program = attempts.best();
    Map<Named, Named> order = new HashMap<>();
    program.steps().forEach(step -> Names.in(step.operation()).forEach(name -> add(order, name)));
    if (!attempts.take(renamed(program, order::get))) {
      oneByOne(attempts);
    }
  }

  private static void add(Map<Named, Named> order, Named name) {
    int number = (int) order.keySet().stream().filter(it -> it.area() == name.area()).count();
    order.putIfAbsent(name, new Named(name.area(), number));
  }

  /** To lower numbers that are free; where the numbers themselves matter, some may go down. */
  private static void oneByOne(Attempts attempts) {
    for (boolean area : new boolean[] {true, false}) {
      for (int from = 1; from < NUMBERS; from++) {
        for (int to = 0; to < from; to++) {
          Named old = new Named(area, from);
          Named lower = new Named(area, to);
          Set<Named> used = used(attempts.best());
          if (used.contains(old) && !used.contains(lower)) {
            attempts.take(
                renamed(attempts.best(), name -> name.equals(old) ? lower : name));
          }
        }
      }
    }
  }

  private static Set<Named> used(Program program) {
    Set<Named> used = new HashSet<>();
    program.steps().forEach(step -> used.addAll(Names.in(step.operation())));
    return used;
  }

  private static Program renamed(Program program, UnaryOperator<Named> names) {
    return program.withSteps(
        program.steps().stream()
            .map(step -> step.withOperation(Names.renamed(step.operation(), names)))
            .toList());
  }
}
