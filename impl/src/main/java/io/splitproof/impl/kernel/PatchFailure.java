package io.splitproof.impl.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A patch does not apply to a tree: which one, and what {@code patch} said. */
public final class PatchFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final String FILE = "patching file ";

  /** So many lines of what {@code patch} says tell enough. */
  private static final int MOST_LINES = 5;

  PatchFailure(Path patch, List<String> said, Path tree) {
    super(
        hunks(said).stream()
            .limit(MOST_LINES)
            .collect(
                Collectors.joining("; ", patch + " does not apply to " + tree + ": ", "")));
  }

  /** The hunks that do not apply, with their files; all that was said if it was not of hunks. */
  private static List<String> hunks(List<String> said) {
    List<String> hunks = new ArrayList<>();
    String file = "";
    for (String line : said) {
      if (line.startsWith(FILE)) {
        file = line.substring(FILE.length());
      } else if (line.startsWith("Hunk #") && line.contains("FAILED")) {
        hunks.add(file + ": " + line.replaceFirst("\\.$", ""));
      }
    }
    return hunks.isEmpty()
        ? said.stream().filter(line -> !line.isBlank() && !line.startsWith(FILE)).toList()
        : hunks;
  }
}
