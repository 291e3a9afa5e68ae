package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.run.Fleet;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.Set;

/** Runs programs under a judge while showing a search how far they come. */
final class Trial {

  /** One in so many programs ends with a walk of everything, which costs more than a program. */
  static final int AUDIT_EVERY = 512;

  /** As many entries as a few dozen ordinary programs write. */
  private static final int COSTLY_ENTRIES = 30_000;

  private final Fleet fleet;
  private final StateCensus census;
  private final StateFeedback feedback;
  private final Runner runner;
  private long runs;

  Trial(Variant variant, Set<CheckName> checks, StateSink sink) {
    fleet = Fleet.of(variant);
    census = new StateCensus(sink);
    feedback = new StateFeedback(census);
    runner = new Runner(variant, checks, feedback, false);
  }

  /** Boots the machine, or all that the variant runs on if it is null, before they are needed. */
  void boot(MachineConfig machine) {
    if (machine != null) {
      runner.machine(machine);
      return;
    }
    for (Machines.Preset preset : fleet.all()) {
      runner.machine(preset.machine());
    }
  }

  /** Runs {@code program}. */
  RunResult run(Program program) {
    RunResult result = watched(program);
    return isWhole(program, result) && ++runs % AUDIT_EVERY == 0
        ? audited(program, result)
        : result;
  }

  /** Runs {@code program}, and says the same of it whatever ran before. */
  RunResult runAlone(Program program, boolean audit) {
    RunResult result = watched(program);
    return audit && isWhole(program, result) ? audited(program, result) : result;
  }

  private RunResult watched(Program program) {
    census.begin(program.steps().size());
    feedback.begin(program.machine());
    return runner.run(program, feedback);
  }

  private static boolean isWhole(Program program, RunResult result) {
    return result.isClean() && result.step() == program.steps().size();
  }

  /**
   * The search keeps the program that ran last, so what it showed need not be shown to it again.
   * Who never says so is shown everything each time.
   */
  void kept() {
    census.kept();
  }

  /** Different states the programs have shown. */
  long states() {
    return census.states();
  }

  /** States that one program alone has shown. */
  long singletons() {
    return census.singletons();
  }

  /** What all programs have had to do with. */
  Coverage coverage() {
    return feedback.coverage();
  }

  /** Whether programs like the last one are so costly that a search would do little else. */
  boolean wasCostly() {
    return feedback.entries() > COSTLY_ENTRIES;
  }

  private RunResult audited(Program program, RunResult result) {
    Divergence found = runner.machine(program.machine()).judge().audit().orElse(null);
    int end = program.steps().size();
    return new RunResult(result.applied(), result.skipped(), end, found);
  }
}
