package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.program.MachineText;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.MachineConfig;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Machines that a variant does not run on. */
final class Foreign {

  private Foreign() {}

  /**
   * Refuses a program on a machine that {@code variant} does not run on.
   *
   * @throws UsageException which says who does
   */
  static void refuse(Path file, Variant variant, MachineConfig machine) {
    if (!variant.runsOn(machine)) {
      throw new UsageException(file + ": " + line(variant, machine));
    }
  }

  /**
   * Refuses an option that names such a machine; null is any machine.
   *
   * @throws UsageException which says who does
   */
  static void refuse(Variant variant, MachineConfig machine) {
    if (machine != null && !variant.runsOn(machine)) {
      throw new UsageException("--machine: " + line(variant, machine));
    }
  }

  private static String line(Variant variant, MachineConfig machine) {
    String others =
        Variants.thatRunOn(machine).stream().map(Variant::name).collect(Collectors.joining(", "));
    return variant.name() + " does not run on the machine " + MachineText.print(machine)
        + (others.isEmpty() ? "; no system does" : "; say --variant with one that does: " + others);
  }
}
