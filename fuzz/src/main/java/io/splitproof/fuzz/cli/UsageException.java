package io.splitproof.fuzz.cli;

/** Something given from outside is wrong; the message says what, where, and what would be right. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message one line for the user
   */
  public UsageException(String message) {
    super(message);
  }
}
