package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Times programs on the judged alone, and the fixed work, in turns, so that whatever slows the
 * machine down slows both. The middle turn counts.
 */
final class Stopwatch {

  private final List<Program> programs;
  private final Map<MachineConfig, Machine> machines = new HashMap<>();
  private final Calibration calibration = new Calibration();
  private final LongSupplier spent;
  private final long operations;
  private long answers;

  /**
   * Prepares to time {@code programs}.
   *
   * @param spent a clock of what this thread costs, in nanoseconds
   */
  Stopwatch(
      Variant variant, Set<CheckName> checks, List<Program> programs, LongSupplier spent) {
    Runner judged = new Runner(variant, checks, MachineEvents.NONE, false);
    this.programs = programs.stream().map(one -> Workload.runnable(one, judged)).toList();
    this.spent = spent;
    this.operations = this.programs.stream().mapToLong(one -> one.steps().size()).sum();
    for (Program program : this.programs) {
      machines.computeIfAbsent(
          program.machine(), machine -> variant.boot(machine, MachineEvents.NONE));
    }
  }

  /** Takes {@code turns} turns, after as many to warm up, and tells the middle ones. */
  Sample time(int turns, long states) {
    double[] alone = new double[turns];
    double[] fixed = new double[turns];
    for (int turn = -turns; turn < turns; turn++) {
      int at = Math.max(0, turn);
      fixed[at] = time(() -> answers += calibration.run());
      alone[at] = time(this::runAlone) / operations;
    }
    return new Sample(middle(alone), middle(fixed), states);
  }

  private double time(Runnable work) {
    long before = spent.getAsLong();
    work.run();
    return spent.getAsLong() - before;
  }

  private void runAlone() {
    for (Program program : programs) {
      Machine machine = machines.get(program.machine());
      machine.reset();
      for (Step step : program.steps()) {
        if (step.plan() != null) {
          machine.arm(step.plan());
        }
        answers += machine.apply(step.operation()).status();
      }
    }
  }

  private static double middle(double[] turns) {
    double[] sorted = turns.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
