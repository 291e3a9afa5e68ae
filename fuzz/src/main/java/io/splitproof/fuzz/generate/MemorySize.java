package io.splitproof.fuzz.generate;

import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;

/** How much memory a machine boots with. */
final class MemorySize {

  private MemorySize() {}

  /** Pages in all banks together. */
  static long pages(MachineConfig machine) {
    long bytes = 0;
    for (Bank bank : machine.banks()) {
      bytes += bank.bytes();
    }
    return bytes >> machine.geometry().pageShift();
  }
}
