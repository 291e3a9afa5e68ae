package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.LinearMap;
import io.splitproof.impl.linux.MappingBuilder;
import io.splitproof.impl.linux.MappingStyle;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import java.util.List;

/** Two variants that test the alarm itself. */
final class Canaries {

  private Canaries() {}

  static List<KnownBug> all() {
    return List.of(always(), never());
  }

  /** Memory is read-only from boot on: whatever a program does, it is wrong already. */
  private static KnownBug always() {
    return new Bug(
        "canary-always",
        "permission",
        "made to be found by every program") {
      @Override
      protected LinearMap linearMap(Kernel kernel, MappingBuilder mappings) {
        return new LinearMap(kernel, mappings) {
          @Override
          protected void mapBanks(MappingStyle style) {
            super.mapBanks(style);
            for (Bank bank : kernel.config.banks()) {
              mappings.map(bank.start(), bank.bytes(), kernel.protection.kernelRo, style);
            }
          }
        };
      }
    };
  }

  /** Nothing is wrong with it. */
  private static KnownBug never() {
    return new Bug("canary-never", "permission", "Linux 7.2 under another name") {};
  }
}
