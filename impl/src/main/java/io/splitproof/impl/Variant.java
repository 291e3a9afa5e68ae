package io.splitproof.impl;

import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;

/** One implementation under judgement, by name. */
public interface Variant {

  /** The name users give, for example {@code linux-7.2}. */
  String name();

  /** What it is and where it comes from, in one line. */
  String provenance();

  /**
   * Boots a machine.
   *
   * @param config what to boot
   * @param events who listens, from the first operation on
   * @return the machine at the moment the program's first operation may run
   */
  Machine boot(MachineConfig config, MachineEvents events);
}
