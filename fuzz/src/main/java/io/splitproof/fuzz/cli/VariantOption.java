package io.splitproof.fuzz.cli;

import io.splitproof.impl.Variant;
import picocli.CommandLine.Option;

/** What is judged: Linux, unless the user says otherwise. */
final class VariantOption {

  @Option(
      names = "--variant",
      paramLabel = "V",
      defaultValue = "linux-7.2",
      converter = VariantNames.class,
      completionCandidates = VariantNames.class,
      description = "What is judged: ${COMPLETION-CANDIDATES}, or a bug that"
          + " `splitproof bugs --list` shows (default: ${DEFAULT-VALUE}).")
  private Variant variant;

  /** The variant. */
  Variant variant() {
    return variant;
  }
}
