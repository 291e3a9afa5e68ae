package io.splitproof.fuzz.generate;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines.Preset;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.Fleet;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Makes random programs, operation by operation, following roughly what lives, so that most
 * operations have something to work on; their operands lean to the boundaries of every leaf size.
 */
public final class ProgramGenerator {

  private static final int USUAL_STEPS = 64;

  private final Dice dice;
  private final Clients clients;
  private final FaultGenerator faults;
  private final List<Preset> machines;

  /** Creates a generator for the variant that is judged unless another is asked for. */
  public ProgramGenerator(SplittableRandom random, Clients clients) {
    this(random, clients, Fleet.byDefault());
  }

  /**
   * Creates a generator.
   *
   * @param random decides everything
   * @param clients with {@link Clients#ANY}, one operand in eight or so is wrong on purpose
   * @param fleet the machines to choose from
   */
  public ProgramGenerator(SplittableRandom random, Clients clients, Fleet fleet) {
    this(new Dice(random), clients, fleet.all());
  }

  ProgramGenerator(Dice dice, Clients clients, List<Preset> machines) {
    this.machines = machines;
    this.dice = dice;
    this.clients = clients;
    this.faults = new FaultGenerator(dice);
  }

  /** A program of 1 to 64 steps on any of the machines. */
  public Program next() {
    MachineConfig machine = dice.pick(machines).machine();
    return next(machine, dice.between(1, USUAL_STEPS));
  }

  /** A program of {@code steps} steps on {@code machine}. */
  public Program next(MachineConfig machine, int steps) {
    return new Program(machine, clients, more(machine, List.of(), steps));
  }

  /** A step that runs beside the last of a program which begins with these, at least one. */
  Optional<Step> company(MachineConfig machine, List<Step> before) {
    Sketch sketch = new Sketch(machine);
    before.forEach(step -> sketch.apply(step.operation()));
    OperationGenerator operations = new OperationGenerator(dice, machine, clients);
    Operation last = before.get(before.size() - 1).operation();
    return Optional.ofNullable(new CompanyGenerator(dice, machine, operations).next(last, sketch));
  }

  /** {@code count} steps that continue a program on {@code machine} which begins with these. */
  List<Step> more(MachineConfig machine, List<Step> before, int count) {
    Sketch sketch = new Sketch(machine);
    FaultPlan armed = FaultPlan.OFF;
    for (Step step : before) {
      sketch.apply(step.operation());
      armed = step.plan() == null ? armed : step.plan();
    }
    OperationGenerator operations = new OperationGenerator(dice, machine, clients);
    CompanyGenerator company = new CompanyGenerator(dice, machine, operations);
    Step last = before.isEmpty() ? null : before.get(before.size() - 1);
    List<Step> steps = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Step beside = last == null || last.beside() != null ? null : company.maybe(last, sketch);
      Step step = beside == null ? Step.of(operations.next(sketch)) : beside;
      FaultPlan plan = faults.next(armed, step.operation());
      armed = plan == null ? armed : plan;
      sketch.apply(step.operation());
      last = step.withPlan(plan);
      steps.add(last);
    }
    return steps;
  }
}
