package io.splitproof.fuzz.corpus;

import io.splitproof.fuzz.campaign.Discoveries;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.RunListener;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what programs do. */
public final class Census {

  private final Variant variant;
  private final Marks marks = new Marks();
  private final Runner runner;
  private final Map<MachineConfig, TableLevels> levels = new HashMap<>();
  private final List<Program> programs = new ArrayList<>();
  private final Map<String, Integer> forms = new TreeMap<>();
  private final Map<String, Integer> operations = new TreeMap<>();
  private final Map<String, Integer> machines = new TreeMap<>();
  private final Map<String, Integer> leaves = new TreeMap<>();
  private final Map<String, Integer> resizings = new TreeMap<>();
  private final Map<String, Integer> failedAllocations = new TreeMap<>();
  private final Map<String, Integer> interleavings = new TreeMap<>();
  private final Map<String, Integer> signatures = new TreeMap<>();
  private long bytes;
  private int skipped;

  /** A count of nothing. */
  public Census(Variant variant) {
    this.variant = variant;
    this.runner = new Runner(variant, Checks.ALL, marks, false);
  }

  /** Counts one more program. */
  public void add(ProgramFile file) {
    Program program = file.program();
    programs.add(program);
    bytes += file.content().length;
    count(forms, file.form().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    count(machines, machineName(program.machine()));
    marks.begin(
        levels.computeIfAbsent(program.machine(), key -> new TableLevels(runner.machine(key))));
    RunResult result = runner.run(program, new Steps(program.machine()));
    skipped += result.skipped();
    if (!result.isClean()) {
      count(signatures, result.divergence().signature());
    }
    marks.leaves().forEach(leaf -> count(leaves, leaf));
    marks.resizings().forEach(resizing -> count(resizings, resizing));
    marks.failures().forEach(failure -> count(failedAllocations, failure));
  }

  /** Follows the steps of one program. */
  private final class Steps implements RunListener {

    private final MachineConfig machine;
    private boolean beside;
    private boolean interrupted;

    Steps(MachineConfig machine) {
      this.machine = machine;
    }

    @Override
    public void finished(int index, Step step, Outcome outcome, Divergence divergence) {
      count(operations, operationName(step));
    }

    @Override
    public void finishedTogether(
        int index, Step first, Step second, Outcome[] outcomes, Divergence divergence) {
      count(operations, operationName(first));
      count(operations, operationName(second));
      if (second.beside().interrupt() && !interrupted) {
        interrupted = true;
        count(interleavings, "interrupt");
      } else if (!second.beside().interrupt() && !beside) {
        beside = true;
        count(interleavings, "beside");
      }
    }

    private String operationName(Step step) {
      String text = ProgramText.print(Step.of(step.operation()), machine);
      String[] words = text.split(" ");
      return words.length > 2 && words[1].equals("=") ? words[2] : words[0];
    }
  }

  private static String machineName(MachineConfig machine) {
    int number = Machines.indexOf(machine);
    return number < 0 ? "other" : Machines.all().get(number).name();
  }

  private static void count(Map<String, Integer> counts, String name) {
    counts.merge(name, 1, Integer::sum);
  }

  /**
   * What was counted.
   *
   * @throws IllegalStateException if there was no program
   */
  public CensusResult result() {
    if (programs.isEmpty()) {
      throw new IllegalStateException("no programs");
    }
    int[] steps = programs.stream().mapToInt(program -> program.steps().size()).sorted().toArray();
    double median = (steps[(steps.length - 1) / 2] + steps[steps.length / 2]) / 2.0;
    return new CensusResult(
        programs.size(),
        bytes,
        forms,
        operations,
        skipped,
        steps[0],
        median,
        steps[steps.length - 1],
        machines,
        leaves,
        resizings,
        failedAllocations,
        interleavings,
        signatures,
        Discoveries.states(variant, Checks.ALL, programs));
  }
}
