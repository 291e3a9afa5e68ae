package io.splitproof.fuzz.cli;

import io.splitproof.oracle.checks.Divergence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What the comments before a program in text say must come of it; empty where they say nothing.
 *
 * @param variants what it shows a fault of: {@code # variant NAME}
 * @param signatures what is found there: {@code # finds SIGNATURE}
 */
record ProgramClaims(List<String> variants, List<String> signatures) {

  private static final String VARIANT = "# variant ";
  private static final String FINDS = "# finds ";

  /** What a file says that says nothing. */
  static final ProgramClaims NONE = new ProgramClaims(List.of(), List.of());

  /** What a program in text says. */
  static ProgramClaims in(byte[] text) {
    List<String> header =
        new String(text, StandardCharsets.UTF_8)
            .lines()
            .takeWhile(line -> line.isBlank() || line.startsWith("#"))
            .toList();
    return new ProgramClaims(said(header, VARIANT), said(header, FINDS));
  }

  private static List<String> said(List<String> header, String what) {
    return header.stream()
        .filter(line -> line.startsWith(what))
        .map(line -> line.substring(what.length()).strip())
        .toList();
  }

  /** What to tell somebody who replays {@code file} on another variant, or null. */
  String noteOnVariant(Path file, String variant) {
    if (variants.isEmpty() || variants.contains(variant)) {
      return null;
    }
    String first = variants.get(0);
    return file + " says it shows a fault of " + first + "; replay with --variant " + first;
  }

  /** What to tell somebody to whom it showed another divergence, which may be null, or null. */
  String noteOnFinding(Path file, Divergence divergence) {
    String found = divergence == null ? "nothing" : divergence.signature();
    if (signatures.isEmpty() || signatures.contains(found)) {
      return null;
    }
    return file + " says that it finds " + signatures.get(0) + "; this found " + found;
  }
}
