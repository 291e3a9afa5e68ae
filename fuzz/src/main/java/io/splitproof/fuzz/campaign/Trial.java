package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
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
  private static final int AUDIT_EVERY = 512;

  /** As many entries as a few dozen ordinary programs write. */
  private static final int COSTLY_ENTRIES = 30_000;

  private final StateCensus census;
  private final StateFeedback feedback;
  private final Runner runner;
  private long runs;

  Trial(Variant variant, Set<CheckName> checks, StateSink sink) {
    census = new StateCensus(sink);
    feedback = new StateFeedback(census);
    runner = new Runner(variant, checks, feedback, false);
  }

  /** Boots the machine, or every machine of the catalogue if it is null, before they are needed. */
  void boot(MachineConfig machine) {
    if (machine != null) {
      runner.machine(machine);
      return;
    }
    for (Machines.Preset preset : Machines.all()) {
      runner.machine(preset.machine());
    }
  }

  /** Runs {@code program}. */
  RunResult run(Program program) {
    census.begin();
    feedback.begin(program.machine());
    RunResult result = runner.run(program, feedback);
    boolean whole = result.isClean() && result.step() == program.steps().size();
    return whole && ++runs % AUDIT_EVERY == 0 ? audited(program, result) : result;
  }

  /** Different states the programs have shown. */
  long states() {
    return census.states();
  }

  /** States that one program alone has shown. */
  long singletons() {
    return census.singletons();
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
