package io.splitproof.impl.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A patch does not apply to a tree: which one, and what {@code patch} said. */
public final class PatchFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** So many lines of what {@code patch} says tell enough. */
  private static final int MOST_LINES = 5;

  PatchFailure(Path patch, List<String> said, Path tree) {
    super(
        said.stream()
            .filter(line -> !line.isBlank())
            .limit(MOST_LINES)
            .collect(
                Collectors.joining("; ", patch + " does not apply to " + tree + ": ", "")));
  }
}
