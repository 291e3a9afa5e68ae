package io.splitproof.fuzz.run;

import io.splitproof.fuzz.client.KprobeHabit;
import io.splitproof.impl.Variant;

/** What the kernel around a variant's page tables does. */
final class Habits {

  private Habits() {}

  /** What it does with pages for kprobes. */
  static KprobeHabit kprobes(Variant variant) {
    if (!variant.makesKprobesPagesRox()) {
      return KprobeHabit.LEFT;
    }
    return variant.checksKprobesPages()
        ? KprobeHabit.PROTECTED_OR_FREED
        : KprobeHabit.PROTECTED;
  }
}
