package io.splitproof.fuzz.run;

import io.splitproof.fuzz.client.Calls;
import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.client.KprobeHabit;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.checks.Judge;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The calls of one client, each made and judged by itself. After the first divergence, or when the
 * kernel died, none is made any more, and the client comes to its end all by itself.
 */
final class JudgedCalls implements Calls {

  private final JudgedMachine subject;
  private final Judge judge;
  private final KprobeHabit kprobes;
  private final boolean polite;
  private final int index;
  private final RunListener listener;
  private final Lookahead ahead;
  private final Function<CrashException, Divergence> afterCrash;
  private final List<Integer> areas = new ArrayList<>();
  private Divergence divergence;
  private int made;
  private boolean died;

  JudgedCalls(
      JudgedMachine subject,
      KprobeHabit kprobes,
      boolean polite,
      int index,
      RunListener listener,
      Lookahead ahead,
      Function<CrashException, Divergence> afterCrash) {
    this.subject = subject;
    this.judge = subject.judge();
    this.kprobes = kprobes;
    this.polite = polite;
    this.index = index;
    this.listener = listener;
    this.ahead = ahead;
    this.afterCrash = afterCrash;
  }

  /** Runs {@code client}; what it has made of its areas is judged if it says it is done. */
  Outcome run(Client client) {
    int status = client.run(this);
    if (status == 0 && client instanceof Client.Start) {
      for (int area : areas) {
        divergence = divergence == null ? judge.finished(area, client.name()) : divergence;
      }
    }
    return new Outcome(Math.min(0, status), 0, died);
  }

  /** What the judge says of a call, or of what the client leaves; null if all agreed. */
  Divergence divergence() {
    return divergence;
  }

  /** How many calls were made. */
  int made() {
    return made;
  }

  @Override
  public int call(Operation operation) {
    if (divergence != null || died) {
      return NOT_MADE;
    }
    Step call = Step.of(operation);
    String objection = judge.absence(operation);
    objection = objection == null && polite ? judge.objection(operation) : objection;
    if (objection != null) {
      listener.refused(index, call, objection);
      ahead.called(operation, NOT_MADE);
      return NOT_MADE;
    }
    listener.calling(index, call);
    judge.expect(operation);
    Outcome outcome = Runner.DEAD;
    ahead.nextCall();
    try {
      outcome = subject.apply(operation);
      divergence = judge.judge(outcome);
    } catch (CrashException crash) {
      divergence = afterCrash.apply(crash);
    }
    listener.called(index, call, outcome, divergence);
    ahead.called(operation, outcome.status());
    made++;
    died = outcome.died();
    if (operation instanceof Operation.Vmalloc request && outcome.status() == 0) {
      areas.add(request.area());
    }
    return outcome.status();
  }

  @Override
  public MachineConfig config() {
    return subject.machine().config();
  }

  @Override
  public KprobeHabit kprobes() {
    return kprobes;
  }
}
