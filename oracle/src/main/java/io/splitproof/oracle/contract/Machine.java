package io.splitproof.oracle.contract;

import io.splitproof.oracle.arch.DescriptorMemory;

/** A booted machine under judgement. One thread at a time. */
public interface Machine {

  /** The machine's configuration. */
  MachineConfig config();

  /** Physical memory as a table walker sees it. */
  DescriptorMemory memory();

  /** Physical address of the kernel's root table, in bytes. */
  long rootTable();

  /** Arms a plan for failing allocations; it replaces the one before. */
  void arm(FaultPlan plan);

  /**
   * Carries out one operation, announcing to its {@link MachineEvents} everything it does on the
   * way.
   *
   * @param operation what to do; any operand values are allowed
   * @return how it ended; once an outcome has died, the machine takes no more operations
   */
  Outcome apply(Operation operation);

  /** Puts the machine back to the moment after boot. Costs only what was touched since. */
  void reset();
}
