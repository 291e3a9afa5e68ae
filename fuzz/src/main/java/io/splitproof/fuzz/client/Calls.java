package io.splitproof.fuzz.client;

import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;

/** The kernel as its clients meet it: calls that end with a status, and what it was built with. */
public interface Calls {

  /**
   * Instead of a status: the call was not made. It was about nothing, or a well-behaved client
   * would not make it now, or the run is over.
   */
  int NOT_MADE = 1;

  /** Makes a call; returns 0, a negated errno, or {@link #NOT_MADE}. */
  int call(Operation operation);

  /** What the machine was booted with. */
  MachineConfig config();

  /** What this kernel does for kprobes. */
  KprobeHabit kprobes();

  /** Calls into {@code machine} that nobody judges; none is refused. */
  static Calls on(Machine machine, KprobeHabit kprobes) {
    return new Calls() {
      @Override
      public int call(Operation operation) {
        return machine.apply(operation).status();
      }

      @Override
      public MachineConfig config() {
        return machine.config();
      }

      @Override
      public KprobeHabit kprobes() {
        return kprobes;
      }
    };
  }
}
