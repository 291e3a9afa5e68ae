package io.splitproof.fuzz.generate;

import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineConfig.Rodata;

/** What a machine's settings make of its linear map. */
final class LinearMap {

  private LinearMap() {}

  /** Whether single pages may change: Linux 7.2's {@code can_set_direct_map}. */
  static boolean isChangeable(MachineConfig machine) {
    return machine.geometry().isX86()
        || machine.rodata() == Rodata.FULL
        || machine.kfence() == Kfence.LATE
        || machine.debugPagealloc()
        || machine.realm();
  }
}
