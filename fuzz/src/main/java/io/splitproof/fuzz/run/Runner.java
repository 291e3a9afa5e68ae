package io.splitproof.fuzz.run;

import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.client.KprobeHabit;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.impl.Variant;
import io.splitproof.impl.kernel.ExecutorFailure;
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

  static final Outcome DEAD = new Outcome(0, 0, true);

  private final MachinePool machines;
  private final boolean audit;
  private final KprobeHabit kprobes;

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
    this.kprobes = Habits.kprobes(variant);
  }

  /** A runner with every check, nobody listening, and a full walk at the end of each run. */
  public static Runner thorough(Variant variant) {
    return thorough(variant, Checks.ALL);
  }

  /** A runner with these checks, nobody listening, and a full walk at the end of each run. */
  public static Runner thorough(Variant variant, Set<CheckName> checks) {
    return new Runner(variant, checks, MachineEvents.NONE, true);
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
   *
   * <p>A step that runs beside the one before it runs by itself if that one was skipped, or runs
   * beside another, or was a client; it is skipped if the two must not run at the same time. A
   * client counts as skipped if none of its calls was made.
   *
   * @throws ExecutorFailure if there is no verdict; whoever runs a program on its machine next gets
   *     a fresh one
   */
  public RunResult run(Program program, RunListener listener) {
    try {
      return run(machines.get(program.machine()), program, listener);
    } catch (ExecutorFailure failure) {
      machines.drop(program.machine());
      throw failure;
    }
  }

  private RunResult run(JudgedMachine subject, Program program, RunListener listener) {
    subject.reset();
    if (program.clients() == Clients.ANY) {
      subject.judge().beStrict();
    }
    if (subject.boot().isPresent()) {
      return new RunResult(0, 0, -1, subject.boot().get());
    }
    return new Run(subject, program, listener, kprobes).toTheEnd();
  }

  /** One run of one program. */
  private final class Run {

    private final JudgedMachine subject;
    private final Judge judge;
    private final Program program;
    private final List<Step> steps;
    private final boolean polite;
    private final RunListener listener;
    private final KprobeHabit kprobes;
    private final Lookahead ahead;
    private int applied;
    private int skipped;
    private boolean over;

    /** Why the step after the one that ran must not run; null if nothing is known against it. */
    private String refusal;

    Run(JudgedMachine subject, Program program, RunListener listener, KprobeHabit kprobes) {
      this.subject = subject;
      this.judge = subject.judge();
      this.program = program;
      this.steps = program.steps();
      this.polite = program.clients() == Clients.WELL_BEHAVED;
      this.listener = listener;
      this.kprobes = kprobes;
      this.ahead = new Lookahead(subject.machine(), program, kprobes);
    }

    RunResult toTheEnd() {
      for (int i = 0; i < steps.size(); ) {
        int last = i + steps(i) - 1;
        Divergence divergence = last == i ? alone(i) : together(i);
        if (divergence != null || over) {
          return new RunResult(applied, skipped, last, divergence);
        }
        i = last + 1;
      }
      return new RunResult(applied, skipped, steps.size(), audit ? auditOf(subject) : null);
    }

    /** How many steps from number {@code index} on run together: 1 or 2. */
    private int steps(int index) {
      Step step = steps.get(index);
      ahead.next(index);
      arm(step);
      if (index + 1 == steps.size() || step.beside() != null) {
        return 1;
      }
      Step next = steps.get(index + 1);
      boolean client = step.operation() instanceof Client;
      if (next.beside() == null || client || objection(step.operation()) != null) {
        return 1;
      }
      String reason = objection(next.operation());
      boolean interrupt = next.beside().interrupt();
      refusal =
          reason != null ? reason : judge.clash(step.operation(), next.operation(), interrupt);
      if (refusal != null) {
        ahead.surprised();
      }
      return refusal == null ? 2 : 1;
    }

    private void arm(Step step) {
      if (step.plan() != null) {
        subject.machine().arm(step.plan());
      }
    }

    private String objection(Operation operation) {
      String absence = judge.absence(operation);
      return absence != null || !polite ? absence : judge.objection(operation);
    }

    private Divergence alone(int index) {
      Step step = steps.get(index);
      if (step.operation() instanceof Client client) {
        return errand(index, step, client);
      }
      boolean refused = step.beside() != null && refusal != null;
      String objection = refused ? refusal : objection(step.operation());
      refusal = step.beside() != null ? null : refusal;
      if (objection != null) {
        skipped++;
        ahead.surprised();
        listener.skipped(index, step, objection);
        return null;
      }
      listener.starting(index, step);
      judge.expect(step.operation());
      Outcome outcome = DEAD;
      Divergence divergence;
      try {
        outcome = subject.apply(step.operation());
        divergence = judge.judge(outcome);
        ahead.ended(step.operation(), outcome.status());
      } catch (CrashException crash) {
        divergence = after(crash);
      }
      listener.finished(index, step, outcome, divergence);
      applied++;
      over = outcome.died();
      return divergence;
    }

    /** What is to be said of a crash, after which nothing can be said of the machine. */
    private Divergence after(CrashException crash) {
      machines.drop(program.machine());
      return crash.divergence();
    }

    private Divergence errand(int index, Step step, Client client) {
      JudgedCalls calls =
          new JudgedCalls(subject, kprobes, polite, index, listener, ahead, this::after);
      listener.starting(index, step);
      Outcome outcome = calls.run(client);
      listener.finished(index, step, outcome, calls.divergence());
      applied += calls.made();
      skipped += calls.made() == 0 ? 1 : 0;
      over = outcome.died();
      return calls.divergence();
    }

    private Divergence together(int index) {
      Step first = steps.get(index);
      Step second = steps.get(index + 1);
      arm(second);
      listener.starting(index, first);
      listener.starting(index + 1, second);
      judge.expect(first.operation(), second.operation());
      Outcome[] outcomes = {DEAD, DEAD};
      Divergence divergence;
      try {
        outcomes = subject.apply(first.operation(), second.operation(), second.beside());
        divergence = judge.judge(outcomes[0], outcomes[1]);
        ahead.ended(first.operation(), outcomes[0].status());
        ahead.ended(second.operation(), outcomes[1].status());
      } catch (CrashException crash) {
        divergence = after(crash);
      }
      applied += 2;
      listener.finishedTogether(index, first, second, outcomes, divergence);
      over = outcomes[0].died() || outcomes[1].died();
      return divergence;
    }
  }

  private static Divergence auditOf(JudgedMachine subject) {
    return subject.judge().audit().orElse(null);
  }
}
