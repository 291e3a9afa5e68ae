package io.splitproof.fuzz.run;

import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.checks.Judge;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import java.util.Optional;
import java.util.Set;

/**
 * A booted machine and the judge that watches it.
 *
 * @param machine the judged
 * @param judge the judge
 * @param boot what the judge had to say about the booted tables
 */
public record JudgedMachine(Machine machine, Judge judge, Optional<Divergence> boot) {

  /**
   * Boots a machine under a judge.
   *
   * @param audience who else hears what the machine announces, after the judge
   */
  public static JudgedMachine boot(
      Variant variant, MachineConfig config, Set<CheckName> checks, MachineEvents audience) {
    Judge judge = new Judge(config, variant.design(), checks);
    MachineEvents events =
        audience == MachineEvents.NONE ? judge : new EventRelay(judge, audience);
    Machine machine = variant.boot(config, events);
    return new JudgedMachine(machine, judge, judge.attach(machine));
  }

  /**
   * Carries out the operation that the judge expects.
   *
   * @throws CrashException if the judged throws something instead
   */
  public Outcome apply(Operation operation) {
    try {
      return machine.apply(operation);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      throw CrashException.of(judge, e);
    }
  }

  /** As {@link #apply(Operation)}, two operations at the same time. */
  public Outcome[] apply(Operation first, Operation second, Interleaving interleaving) {
    try {
      return machine.apply(first, second, interleaving);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      throw CrashException.of(judge, e);
    }
  }

  /** Puts both back to the moment after boot. */
  public void reset() {
    machine.reset();
    judge.reset();
  }
}
