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
import java.util.SplittableRandom;

/**
 * Changes programs a little: operations come, go, move or are replaced, an operand moves toward a
 * leaf boundary, a failing allocation or an interleaving is added, changed or dropped, now and then
 * the machine changes.
 */
public final class ProgramMutator {

  /** Steps that mutated programs have at most, unless told otherwise. */
  public static final int USUAL_MAX_STEPS = 128;

  /** How often a change of a step that runs beside another is one of its turns. */
  private static final int BESIDE_PERCENT = 50;

  private final Dice dice;
  private final Clients clients;
  private final int maxSteps;
  private final List<Preset> machines;
  private final ProgramGenerator generator;
  private final FaultGenerator faults;

  /**
   * Creates a mutator of programs of at most {@value #USUAL_MAX_STEPS} steps.
   *
   * @param random decides everything
   * @param clients whose programs come out, whatever goes in
   */
  public ProgramMutator(SplittableRandom random, Clients clients) {
    this(random, clients, USUAL_MAX_STEPS, Fleet.byDefault());
  }

  /**
   * Creates a mutator.
   *
   * @param random decides everything
   * @param clients whose programs come out, whatever goes in
   * @param maxSteps how many steps they have at most, 0 to 4096
   * @param fleet the machines they move to
   */
  public ProgramMutator(
      SplittableRandom random, Clients clients, int maxSteps, Fleet fleet) {
    this.machines = fleet.all();
    this.dice = new Dice(random);
    this.clients = clients;
    this.maxSteps = Math.min(maxSteps, Program.MAX_STEPS);
    this.generator = new ProgramGenerator(dice, clients, machines);
    this.faults = new FaultGenerator(dice);
  }

  /** A program close to {@code program}: one to four changes away. */
  public Program mutate(Program program) {
    MachineConfig machine = program.machine();
    if (dice.percent(3)) {
      machine = dice.pick(machines).machine();
    }
    List<Step> steps = new ArrayList<>(program.steps());
    for (int changes = dice.between(1, 4); changes > 0; changes--) {
      change(machine, steps);
    }
    return result(machine, steps);
  }

  /** The beginning of {@code first}, then the end of {@code second}, on the first's machine. */
  public Program splice(Program first, Program second) {
    List<Step> head = first.steps();
    List<Step> tail = second.steps();
    List<Step> steps = new ArrayList<>(head.subList(0, dice.below(head.size() + 1)));
    steps.addAll(tail.subList(dice.below(tail.size() + 1), tail.size()));
    return result(first.machine(), steps);
  }

  private Program result(MachineConfig machine, List<Step> steps) {
    return new Program(machine, clients, steps.subList(0, Math.min(steps.size(), maxSteps)));
  }

  private void change(MachineConfig machine, List<Step> steps) {
    if (steps.isEmpty()) {
      steps.addAll(generator.more(machine, steps, dice.between(1, 8)));
      return;
    }
    int at = dice.below(steps.size());
    int[] often = {18, 14, 5, 6, 14, 32, 7, 4};
    switch (dice.weighted(often)) {
      case 0 -> insert(machine, steps, dice.below(steps.size() + 1));
      case 1 -> delete(steps, at);
      case 2 -> steps.add(dice.below(steps.size() + 1), steps.get(at));
      case 3 -> swap(steps, at, dice.below(steps.size()));
      case 4 -> replace(machine, steps, at);
      case 5 -> tweak(machine, steps, at);
      case 6 -> fail(steps, at);
      default -> interleave(machine, steps, at);
    }
  }

  private void insert(MachineConfig machine, List<Step> steps, int at) {
    int count = dice.percent(70) ? 1 : dice.between(2, 4);
    steps.addAll(at, generator.more(machine, steps.subList(0, at), count));
  }

  private void delete(List<Step> steps, int at) {
    int count = dice.percent(75) ? 1 : dice.between(2, 8);
    steps.subList(at, Math.min(at + count, steps.size())).clear();
  }

  private static void swap(List<Step> steps, int one, int other) {
    Step step = steps.get(one);
    steps.set(one, steps.get(other));
    steps.set(other, step);
  }

  private void replace(MachineConfig machine, List<Step> steps, int at) {
    steps.set(at, generator.more(machine, steps.subList(0, at), 1).get(0));
  }

  private void tweak(MachineConfig machine, List<Step> steps, int at) {
    Step step = steps.get(at);
    if (step.beside() != null && dice.percent(BESIDE_PERCENT)) {
      interleave(machine, steps, at);
      return;
    }
    Tweak tweak = new Tweak(dice, machine, clients);
    steps.set(at, step.withOperation(tweak.apply(step.operation())));
  }

  /** Runs a step beside the one before it, or in other turns, or by itself. */
  private void interleave(MachineConfig machine, List<Step> steps, int at) {
    Step step = steps.get(at);
    if (step.operation() instanceof Operation.Composite) {
      return;
    }
    TurnGenerator turns = new TurnGenerator(dice, machine.geometry());
    if (step.beside() != null) {
      steps.set(at, step.withBeside(turns.near(step.beside())));
    } else if (dice.coin()) {
      steps.set(at, step.withBeside(dice.percent(30) ? turns.interrupt() : turns.cpus()));
    } else {
      generator.company(machine, steps.subList(0, at + 1)).ifPresent(it -> steps.add(at + 1, it));
    }
  }

  private void fail(List<Step> steps, int at) {
    Step step = steps.get(at);
    FaultPlan plan = step.plan();
    boolean adjust = plan != null && plan.mode() != FaultPlan.Mode.OFF && dice.coin();
    FaultPlan other = plan == null ? faults.plan(step.operation()) : adjust ? moved(plan) : null;
    steps.set(at, step.withPlan(other));
  }

  /** The same plan, failing a little sooner or later. */
  private FaultPlan moved(FaultPlan plan) {
    int count = Math.max(1, Math.min(plan.count() + (dice.coin() ? 1 : -1), 64));
    return new FaultPlan(plan.mode(), count, plan.scope());
  }
}
