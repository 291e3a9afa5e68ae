package io.splitproof.fuzz.store;

import java.io.IOException;

/** A folder holds programs in bytes of another version; the message is the line for the user. */
public final class WrongVersionException extends IOException {

  private static final long serialVersionUID = 1L;

  WrongVersionException(String message) {
    super(message);
  }
}
