package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.corpus.Claims;
import io.splitproof.oracle.checks.Divergence;
import java.nio.file.Path;

/** What to tell somebody whose replay is not what the header of the file says. */
final class ClaimNotes {

  private ClaimNotes() {}

  /** What to tell somebody who replays {@code file} on another variant, or null. */
  static String onVariant(Claims claims, Path file, String variant) {
    if (claims.variants().isEmpty() || claims.variants().contains(variant)) {
      return null;
    }
    String first = claims.variants().get(0);
    return file + " says it shows a fault of " + first + "; replay with --variant " + first;
  }

  /** What to tell somebody to whom it showed another divergence, which may be null, or null. */
  static String onFinding(Claims claims, Path file, Divergence divergence) {
    String found = divergence == null ? "nothing" : divergence.signature();
    if (claims.signatures().isEmpty() || claims.signatures().contains(found)) {
      return null;
    }
    return file + " says that it finds " + claims.signatures().get(0) + "; this found " + found;
  }
}
