package io.splitproof.impl.kernel;

/**
 * The executor, and not the kernel in it, cannot do what was asked: it could not be started, broke
 * off, speaks another version, or the kernel reached something that is not modelled. No verdict.
 */
public final class ExecutorFailure extends Error {

  private static final long serialVersionUID = 1L;

  /** Creates it with one line that says what, where, and what would help. */
  public ExecutorFailure(String message) {
    super(message);
  }

  /** As above, with what led to it. */
  public ExecutorFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
