package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.run.Checks;
import io.splitproof.oracle.checks.CheckName;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which checks judge: all of them, unless the user says otherwise. */
final class CheckOptions {

  @Option(
      names = "--checks",
      paramLabel = "NAMES",
      converter = CheckSets.class,
      completionCandidates = CheckSets.class,
      description = "Judge by these alone, commas between them: ${COMPLETION-CANDIDATES}.")
  private CheckSets.Named only;

  @Option(
      names = "--without",
      paramLabel = "NAMES",
      converter = CheckSets.class,
      description = "Leave these checks out.")
  private CheckSets.Named without;

  /**
   * The checks that are on.
   *
   * @throws UsageException if none is
   */
  Set<CheckName> enabled() {
    EnumSet<CheckName> enabled = EnumSet.copyOf(only == null ? Checks.ALL : only.checks());
    if (without != null) {
      enabled.removeAll(without.checks());
    }
    if (enabled.isEmpty()) {
      throw new UsageException("--without leaves no check to judge by");
    }
    return Collections.unmodifiableSet(enabled);
  }
}
