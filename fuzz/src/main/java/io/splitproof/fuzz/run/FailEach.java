package io.splitproof.fuzz.run;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A program run over and over, each time with another of its allocations failing: each of them once
 * alone, and once with all that follow. Every such run is a program itself, with the plan before
 * its first step. The program's own plans are left out, as one would end what is tried here.
 *
 * @param program the program without plans of its own
 * @param ownPlans how many it had
 * @param allocations what it allocates when nothing fails, in order
 * @param diverging the runs that diverged: first, if it did, the one in which nothing fails
 */
public record FailEach(
    Program program, int ownPlans, List<Allocation> allocations, List<Run> diverging) {

  /**
   * An allocation the program makes.
   *
   * @param step index of the step that makes it
   * @param kind what for
   */
  public record Allocation(int step, FaultPlan.Scope kind) {}

  /**
   * One run.
   *
   * @param plan what failed; {@link FaultPlan#OFF} if nothing did
   * @param result how it went
   */
  public record Run(FaultPlan plan, RunResult result) {

    /** Number of the first allocation that failed, from 1; 0 if none did. */
    public int firstFailed() {
      return switch (plan.mode()) {
        case OFF, EVERY -> 0;
        case NTH -> plan.count();
        case BUDGET -> plan.count() + 1;
      };
    }
  }

  /** Runs {@code program} on {@code variant} with every allocation failing in turn. */
  public static FailEach of(Program program, Variant variant, Set<CheckName> checks) {
    Program bare = withoutPlans(program);
    Runner runner = Runner.thorough(variant, checks);
    List<Allocation> allocations = allocations(bare, variant, checks);
    List<Run> diverging = new ArrayList<>();
    add(diverging, FaultPlan.OFF, runner.run(bare));
    for (int number = 1; number <= allocations.size(); number++) {
      for (FaultPlan plan : List.of(alone(number), fromThereOn(number))) {
        add(diverging, plan, runner.run(with(plan, bare)));
      }
    }
    int own = (int) program.steps().stream().filter(step -> step.plan() != null).count();
    return new FailEach(bare, own, allocations, List.copyOf(diverging));
  }

  /** How often the program ran. */
  public int runs() {
    return 1 + 2 * allocations.size();
  }

  private static FaultPlan alone(int number) {
    return new FaultPlan(FaultPlan.Mode.NTH, number, FaultPlan.Scope.ANY);
  }

  private static FaultPlan fromThereOn(int number) {
    return new FaultPlan(FaultPlan.Mode.BUDGET, number - 1, FaultPlan.Scope.ANY);
  }

  private static void add(List<Run> diverging, FaultPlan plan, RunResult result) {
    if (!result.isClean()) {
      diverging.add(new Run(plan, result));
    }
  }

  private static Program withoutPlans(Program program) {
    return program.withSteps(program.steps().stream().map(step -> step.withPlan(null)).toList());
  }

  /** The program with {@code plan} armed before its first step. */
  private static Program with(FaultPlan plan, Program program) {
    List<Step> steps = new ArrayList<>(program.steps());
    steps.set(0, steps.get(0).withPlan(plan));
    return program.withSteps(steps);
  }

  private static List<Allocation> allocations(
      Program program, Variant variant, Set<CheckName> checks) {
    Counter counter = new Counter();
    new Runner(variant, checks, counter, false).run(program, counter);
    return List.copyOf(counter.allocations);
  }

  /** Notes every allocation and the step that makes it. */
  private static final class Counter implements MachineEvents, RunListener {

    private final List<Allocation> allocations = new ArrayList<>();
    private int step;

    @Override
    public void starting(int index, Step next) {
      step = index;
    }

    @Override
    public void allocationTried(FaultPlan.Scope kind) {
      allocations.add(new Allocation(step, kind));
    }
  }
}
