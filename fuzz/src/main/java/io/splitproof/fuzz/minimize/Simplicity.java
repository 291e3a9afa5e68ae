package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.Operation;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Which of two programs is the simpler. What comes first decides: clients, as
 * their calls say what matters of them, steps, clients that behave, what
 * is special about the machine, operations under way together, plans for failures, how ordinary
 * operations are and how small and near their operands, and at last the text.
 */
final class Simplicity {

  private static final List<ToLongFunction<Program>> MEASURES =
      List.of(
          program -> program.steps().stream().filter(Simplicity::isClient).count(),
          program -> program.steps().size(),
          program -> program.clients().ordinal(),
          program -> MachineAspects.count(program.machine()),
          program -> program.steps().stream().filter(step -> step.beside() != null).count(),
          program -> program.steps().stream().filter(step -> step.plan() != null).count(),
          program -> MachineAspects.degree(program.machine()),
          program -> MachineAspects.memory(program.machine()),
          program -> sum(program, step -> LessCompany.amount(step.beside())),
          program -> sum(program, step -> PlainerPlans.amount(step.plan())),
          program -> sum(program, step -> PlainerOperations.oddity(step.operation())),
          Simplicity::distance);

  private Simplicity() {}

  /** Whether {@code one} is simpler than {@code other}; never both ways round. */
  static boolean isSimpler(Program one, Program other) {
    for (ToLongFunction<Program> measure : MEASURES) {
      int order = Long.compare(measure.applyAsLong(one), measure.applyAsLong(other));
      if (order != 0) {
        return order < 0;
      }
    }
    String text = one.toString();
    String otherText = other.toString();
    return text.length() == otherText.length()
        ? text.compareTo(otherText) < 0
        : text.length() < otherText.length();
  }

  private static boolean isClient(Step step) {
    return step.operation() instanceof Operation.Composite;
  }

  private static long sum(Program program, ToLongFunction<Step> measure) {
    return program.steps().stream().mapToLong(measure).sum();
  }

  /** How far all numbers together are from the simplest ones. */
  private static long distance(Program program) {
    Scale scale = new Scale(program.machine());
    return sum(
        program,
        step ->
            Fields.of(step.operation()).stream()
                .mapToLong(field -> scale.distance(field.kind(), field.value()))
                .sum());
  }
}
