package io.splitproof.fuzz.campaign;

import io.splitproof.oracle.checks.Divergence;

/**
 * A divergence, thrown to Jazzer. Its stack trace is made of the signature, because Jazzer tells
 * findings apart by their stack traces and all of ours come from one place.
 */
public final class DivergenceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Wraps {@code divergence}. */
  public DivergenceException(Divergence divergence) {
    super(divergence.signature() + "\n" + divergence.describe());
    setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(
              "io.splitproof." + divergence.check(), divergence.signature(), null, -1)
        });
  }
}
