package io.splitproof.fuzz.run;

import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.checks.Judge;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
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

  /** Puts both back to the moment after boot. */
  public void reset() {
    machine.reset();
    judge.reset();
  }
}
