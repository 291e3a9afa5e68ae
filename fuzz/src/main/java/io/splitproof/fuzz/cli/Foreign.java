package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.corpus.Claims;
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
    refuse(file, variant, machine, Claims.NONE);
  }

  /**
   * The same of a program that may claim to be about a variant.
   *
   * @throws UsageException which names that, or says who does
   */
  static void refuse(Path file, Variant variant, MachineConfig machine, Claims claims) {
    if (!variant.runsOn(machine)) {
      throw new UsageException(file + ": " + line(variant, machine, claims));
    }
  }

  /**
   * Refuses an option that names such a machine; null is any machine.
   *
   * @throws UsageException which says who does
   */
  static void refuse(Variant variant, MachineConfig machine) {
    if (machine != null && !variant.runsOn(machine)) {
      throw new UsageException("--machine: " + line(variant, machine, Claims.NONE));
    }
  }

  /** What to say of a program among others, which is passed over. */
  static String passedOver(Path file, Variant variant) {
    return file + ": passed over, as " + variant.name() + " does not run on its machine";
  }

  private static String line(Variant variant, MachineConfig machine, Claims claims) {
    String text = variant.name() + " does not run on the machine " + MachineText.print(machine);
    if (!Variants.isOne(variant.name())) {
      return text;
    }
    if (!claims.variants().isEmpty()) {
      return text + "; the program says --variant " + claims.variants().get(0);
    }
    String others =
        Variants.thatRunOn(machine).stream().map(Variant::name).collect(Collectors.joining(", "));
    return text
        + (others.isEmpty() ? "; no system does" : "; say --variant with one that does: " + others);
  }
}
