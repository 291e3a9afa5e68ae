package io.splitproof.fuzz.store;

import java.io.IOException;
import java.nio.file.Path;

/** A file holds no program; the message says which and why, on one line for the user. */
public final class UnreadableProgramException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String problem;

  /**
   * Creates the exception.
   *
   * @param file where
   * @param problem why it holds none, in a few words
   */
  public UnreadableProgramException(Path file, String problem) {
    super(file + ": " + problem);
    this.problem = problem;
  }

  /** Why, without the file's name. */
  public String problem() {
    return problem;
  }
}
