package io.splitproof.fuzz.conform;

import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.checks.Judge;
import io.splitproof.oracle.contract.Design;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import java.util.Set;

/** The oracle's judge. */
final class JudgeVerdicts implements Verdicts {

  private final Judge judge;

  JudgeVerdicts(MachineConfig config, Design design, Set<CheckName> checks) {
    judge = new Judge(config, design, checks);
  }

  @Override
  public MachineEvents events() {
    return judge;
  }

  @Override
  public String attach(Machine machine) {
    return judge.attach(machine).map(Divergence::describe).orElse(null);
  }

  @Override
  public String objection(Operation operation) {
    return judge.objection(operation);
  }

  @Override
  public void expect(Operation operation) {
    judge.expect(operation);
  }

  @Override
  public String judge(Outcome outcome) {
    Divergence divergence = judge.judge(outcome);
    return divergence == null ? null : divergence.describe();
  }

  @Override
  public String audit() {
    return judge.audit().map(Divergence::describe).orElse(null);
  }
}
