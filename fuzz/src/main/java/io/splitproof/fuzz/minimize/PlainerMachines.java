package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Moves programs to the standard machine; where that will not do, makes one thing after the other
 * as it is there, then two at a time. Pages may have another size on the new machine: offsets keep
 * their page numbers, or their bytes; places keep their addresses.
 */
final class PlainerMachines {

  private PlainerMachines() {}

  static void pass(Attempts attempts) {
    boolean plainer = take(attempts, List.of(Machines.standard()));
    while (!plainer) {
      MachineConfig machine = attempts.best().machine();
      List<MachineConfig> others = MachineAspects.plainer(machine);
      if (!take(attempts, others) && !take(attempts, two(others))) {
        return;
      }
      plainer = attempts.best().machine().equals(Machines.standard());
    }
  }

  private static List<MachineConfig> two(List<MachineConfig> others) {
    Set<MachineConfig> two = new LinkedHashSet<>();
    others.forEach(other -> two.addAll(MachineAspects.plainer(other)));
    return List.copyOf(two);
  }

  private static boolean take(Attempts attempts, List<MachineConfig> machines) {
    for (MachineConfig machine : machines) {
      if (attempts.takeFirst(moved(attempts.best(), machine))) {
        return true;
      }
    }
    return false;
  }

  /** The program on {@code machine}: pages for pages, then bytes for bytes. */
  private static List<Program> moved(Program program, MachineConfig machine) {
    int from = program.machine().geometry().pageShift();
    int to = machine.geometry().pageShift();
    List<Program> moved = new ArrayList<>();
    if (from != to) {
      moved.add(scaled(program, machine, from, to, true));
      moved.add(scaled(program, machine, from, to, false));
    }
    moved.add(program.withMachine(machine));
    return moved;
  }

  private static Program scaled(
      Program program, MachineConfig machine, int from, int to, boolean offsets) {
    List<Step> steps = new ArrayList<>();
    for (Step step : program.steps()) {
      steps.add(
          step.withOperation(
              Fields.replaced(
                  step.operation(),
                  (kind, value) ->
                      switch (kind) {
                        case PFN -> scaled(value, from, to);
                        case OFFSET, BYTES -> offsets ? scaled(value, to, from) : value;
                        default -> value;
                      })));
    }
    return program.withSteps(steps).withMachine(machine);
  }

  private static long scaled(long value, int from, int to) {
    return from >= to ? value << from - to : value >> to - from;
  }
}
