package io.splitproof.fuzz.mutants;

/** A mutant cannot be made of a tree; the message says what is missing. */
public final class MisfitException extends RuntimeException {

  private static final long serialVersionUID = 1;

  MisfitException(String message) {
    super(message);
  }
}
