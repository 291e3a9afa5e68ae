package io.splitproof.fuzz.cli;

import picocli.CommandLine.Option;

/** Where random choices start, for commands that say the same each time. */
final class SeedOption {

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      converter = WholeNumbers.class,
      description = "Where the random choices start (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** Any number. */
  long seed() {
    return seed;
  }
}
