package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.minimize.Fields.Field;
import io.splitproof.fuzz.minimize.Fields.Kind;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lowers counts, offsets and distances: everything that lies somewhere by the same amount, then the
 * same number wherever it stands, then every number by itself.
 */
final class SmallerOperands {

  private SmallerOperands() {}

  static void pass(Attempts attempts) {
    Set<Field> fields = new LinkedHashSet<>();
    attempts.best().steps().forEach(step -> fields.addAll(Fields.of(step.operation())));
    for (Field field : fields) {
      together(attempts, field);
    }
    for (int step = 0; step < attempts.best().steps().size(); step++) {
      int count = Fields.of(attempts.best().steps().get(step).operation()).size();
      for (int number = 0; number < count; number++) {
        alone(attempts, step, number);
      }
    }
  }

  private static void together(Attempts attempts, Field field) {
    Scale scale = new Scale(attempts.best().machine());
    List<Program> candidates = new ArrayList<>();
    for (long value : scale.closer(field.kind(), field.value())) {
      if (isPlace(field.kind())) {
        candidates.add(moved(attempts.best(), field, value));
      }
      candidates.add(everywhere(attempts.best(), field, value));
    }
    attempts.takeFirst(candidates);
  }

  private static boolean isPlace(Kind kind) {
    return kind == Kind.PFN || kind == Kind.PA || kind == Kind.MEMORY;
  }

  /** Every physical place moved as far as {@code field} moves to {@code value}. */
  private static Program moved(Program program, Field field, long value) {
    int shift = program.machine().geometry().pageShift();
    long bytes = (value - field.value()) << (field.kind() == Kind.PFN ? shift : 0);
    return replaced(
        program,
        (kind, old) ->
            switch (kind) {
              case PFN -> Math.max(0, old + (bytes >> shift));
              case PA, MEMORY -> old + bytes;
              default -> old;
            });
  }

  private static Program everywhere(Program program, Field field, long value) {
    return replaced(
        program, (kind, old) -> kind == field.kind() && old == field.value() ? value : old);
  }

  private static Program replaced(Program program, Fields.Replacement by) {
    return program.withSteps(
        program.steps().stream()
            .map(step -> step.withOperation(Fields.replaced(step.operation(), by)))
            .toList());
  }

  private static void alone(Attempts attempts, int step, int number) {
    boolean closer = true;
    while (closer && step < attempts.best().steps().size()) {
      Program best = attempts.best();
      List<Field> fields = Fields.of(best.steps().get(step).operation());
      if (number >= fields.size()) {
        return;
      }
      Field field = fields.get(number);
      Scale scale = new Scale(best.machine());
      List<Program> candidates = new ArrayList<>();
      for (long value : scale.closer(field.kind(), field.value())) {
        candidates.add(with(best, step, number, value));
      }
      closer = attempts.takeFirst(candidates);
    }
  }

  /** {@code program} with another number in step {@code at}. */
  static Program with(Program program, int at, int number, long value) {
    List<Step> steps = new ArrayList<>(program.steps());
    int[] next = {0};
    Operation operation =
        Fields.replaced(
            steps.get(at).operation(), (kind, old) -> next[0]++ == number ? value : old);
    steps.set(at, steps.get(at).withOperation(operation));
    return program.withSteps(steps);
  }
}
