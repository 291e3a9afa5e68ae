package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.minimize.Fields.Field;
import io.splitproof.fuzz.minimize.Fields.Kind;
import io.splitproof.fuzz.program.LeafSizes;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.FaultPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaves out one or two steps and changes something else in the same breath: what those steps
 * prepared, another count, place or failure may bring about. Only for short programs, and only
 * those that cost little to run, as there are many ways.
 */
final class Detours {

  private static final int LONGEST = 8;

  /** Failures that are tried: the first few. */
  private static final int FAILURES = 4;

  private Detours() {}

  static void pass(Attempts attempts) {
    int count = attempts.best().steps().size();
    if (count < 3 || count > LONGEST || attempts.isCostly()) {
      return;
    }
    for (int i = 0; i < count; i++) {
      for (int j = i; j < count; j++) {
        List<Step> fewer = new ArrayList<>(attempts.best().steps());
        fewer.remove(j);
        if (i != j) {
          fewer.remove(i);
        }
        if (attempts.takeFirst(ways(attempts.best().withSteps(fewer)))) {
          return;
        }
      }
    }
  }

  private static List<Program> ways(Program fewer) {
    Scale scale = new Scale(fewer.machine());
    Program usual =
        replaced(fewer, (kind, old) -> kind == Kind.PFN ? scale.target(Kind.PFN) : old);
    List<Program> ways = new ArrayList<>();
    for (Program start : usual.equals(fewer) ? List.of(fewer) : List.of(usual, fewer)) {
      ways.add(start);
      plans(start, ways);
      numbers(start, ways);
    }
    return ways;
  }

  private static void plans(Program program, List<Program> ways) {
    for (int i = 0; i < program.steps().size(); i++) {
      FaultPlan plan = program.steps().get(i).plan();
      for (int count = 1; plan != null && count <= FAILURES; count++) {
        for (FaultPlan.Scope scope : FaultPlan.Scope.values()) {
          List<Step> steps = new ArrayList<>(program.steps());
          steps.set(i, steps.get(i).withPlan(new FaultPlan(FaultPlan.Mode.NTH, count, scope)));
          ways.add(program.withSteps(steps));
        }
      }
    }
  }

  private static void numbers(Program program, List<Program> ways) {
    for (int i = 0; i < program.steps().size(); i++) {
      List<Field> fields = Fields.of(program.steps().get(i).operation());
      for (int number = 0; number < fields.size(); number++) {
        for (long value : values(fields.get(number), program)) {
          ways.add(SmallerOperands.with(program, i, number, value));
        }
      }
    }
  }

  private static List<Long> values(Field field, Program program) {
    List<Long> values = new ArrayList<>();
    if (field.kind() == Kind.PAGES || field.kind() == Kind.STRIDE) {
      values.addAll(List.of(2L, 3L));
      for (long pages : LeafSizes.pages(program.machine().geometry())) {
        values.add(pages);
        values.add(pages + 1);
      }
    } else if (field.kind() == Kind.PFN) {
      values.addAll(List.of(field.value() + 1, field.value() - 1));
    }
    return values;
  }

  private static Program replaced(Program program, Fields.Replacement by) {
    return program.withSteps(
        program.steps().stream()
            .map(step -> step.withOperation(Fields.replaced(step.operation(), by)))
            .toList());
  }
}
