package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.RunListener;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Moves plans for failing allocations to the steps in which they fail. A plan that counts over many
 * steps keeps all of them in a program; one in place lets them go.
 */
final class PlansInPlace {

  private final Notes notes = new Notes();
  private final Runner runner;

  PlansInPlace(Variant variant, Set<CheckName> checks) {
    runner = new Runner(variant, checks, notes, false);
  }

  /** An equal program with its plans in place; {@code program} if no plan says what failed. */
  Program of(Program program) {
    if (program.steps().stream().allMatch(step -> step.plan() == null)) {
      return program;
    }
    notes.begin(program.steps().size());
    runner.run(program, notes);
    List<Step> steps = new ArrayList<>();
    boolean armed = false;
    for (int i = 0; i < program.steps().size(); i++) {
      List<Tried> tried = notes.steps.get(i);
      boolean fails = tried.stream().anyMatch(Tried::failed);
      FaultPlan plan = fails ? plan(tried) : armed ? FaultPlan.OFF : null;
      if (fails && plan == null) {
        return program;
      }
      steps.add(program.steps().get(i).withPlan(plan));
      armed = fails;
    }
    return program.withSteps(steps);
  }

  /** A plan that fails what failed, armed right before; null if there is none. */
  private static FaultPlan plan(List<Tried> tried) {
    long failed = tried.stream().filter(Tried::failed).count();
    for (FaultPlan.Scope scope : FaultPlan.Scope.values()) {
      List<Boolean> counted =
          tried.stream()
              .filter(one -> scope == FaultPlan.Scope.ANY || one.kind() == scope)
              .map(Tried::failed)
              .toList();
      int first = counted.indexOf(true);
      if (first >= 0 && failed == 1) {
        return new FaultPlan(FaultPlan.Mode.NTH, first + 1, scope);
      }
      boolean allFromThere = !counted.subList(Math.max(0, first), counted.size()).contains(false);
      if (first >= 0 && allFromThere && counted.size() - first == failed) {
        return new FaultPlan(FaultPlan.Mode.BUDGET, first, scope);
      }
    }
    return null;
  }

  private record Tried(FaultPlan.Scope kind, boolean failed) {}

  /** Notes what every step allocates; two that run together count as the second. */
  private static final class Notes implements MachineEvents, RunListener {

    private List<List<Tried>> steps = List.of();
    private int step;

    void begin(int count) {
      steps = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        steps.add(new ArrayList<>());
      }
    }

    @Override
    public void starting(int index, Step next) {
      step = index;
    }

    @Override
    public void allocationTried(FaultPlan.Scope kind) {
      if (!steps.isEmpty()) {
        steps.get(step).add(new Tried(kind, false));
      }
    }

    @Override
    public void allocationFailed(FaultPlan.Scope kind) {
      List<Tried> tried = steps.get(step);
      if (!tried.isEmpty()) {
        tried.set(tried.size() - 1, new Tried(kind, true));
      }
    }
  }
}
