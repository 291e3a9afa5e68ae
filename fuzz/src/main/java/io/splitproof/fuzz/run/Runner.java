package io.splitproof.fuzz.run;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.checks.Judge;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import java.util.List;
import java.util.Set;

/**
 * Runs programs on one variant under the judge. Booted machines are kept, so that a program costs
 * only what it does itself. One thread at a time.
 */
public final class Runner {

  private final MachinePool machines;
  private final boolean audit;

  /**
   * Creates a runner.
   *
   * @param checks which checks judge
   * @param audience who else hears what the machines announce
   * @param audit whether every run ends with a walk of everything
   */
  public Runner(Variant variant, Set<CheckName> checks, MachineEvents audience, boolean audit) {
    this.machines = new MachinePool(variant, checks, audience);
    this.audit = audit;
  }

  /** A runner with every check, nobody listening, and a full walk at the end of each run. */
  public static Runner thorough(Variant variant) {
    return new Runner(variant, Set.of(CheckName.values()), MachineEvents.NONE, true);
  }

  /** Runs {@code program} and reports to nobody. */
  public RunResult run(Program program) {
    return run(program, RunListener.NONE);
  }

  /** The machine that programs for {@code config} run on, as the last run left it. */
  public JudgedMachine machine(MachineConfig config) {
    return machines.get(config);
  }

  /**
   * Runs {@code program} from boot up to its end or its first divergence. A kernel that panics
   * where the judge allows it ends the run, too.
   */
  public RunResult run(Program program, RunListener listener) {
    JudgedMachine subject = machines.get(program.machine());
    subject.reset();
    if (subject.boot().isPresent()) {
      return new RunResult(0, 0, -1, subject.boot().get());
    }
    boolean polite = program.clients() == Clients.WELL_BEHAVED;
    List<Step> steps = program.steps();
    int skipped = 0;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.plan() != null) {
        subject.machine().arm(step.plan());
      }
      String objection = objection(subject.judge(), step.operation(), polite);
      if (objection != null) {
        skipped++;
        listener.skipped(i, step, objection);
        continue;
      }
      listener.starting(i, step);
      Outcome outcome = apply(subject, step);
      Divergence divergence = subject.judge().judge(outcome);
      listener.finished(i, step, outcome, divergence);
      if (divergence != null || outcome.died()) {
        return new RunResult(i + 1 - skipped, skipped, i, divergence);
      }
    }
    int applied = steps.size() - skipped;
    return new RunResult(applied, skipped, steps.size(), audit ? auditOf(subject) : null);
  }

  private static String objection(Judge judge, Operation operation, boolean polite) {
    String absence = judge.absence(operation);
    return absence != null || !polite ? absence : judge.objection(operation);
  }

  private static Outcome apply(JudgedMachine subject, Step step) {
    subject.judge().expect(step.operation());
    return subject.machine().apply(step.operation());
  }

  private static Divergence auditOf(JudgedMachine subject) {
    return subject.judge().audit().orElse(null);
  }
}
