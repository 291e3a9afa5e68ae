package io.splitproof.fuzz.store;

import java.io.IOException;
import java.nio.file.Path;

/** Another process works on a folder; the message says which, on one line for the user. */
public final class FolderInUseException extends IOException {

  private static final long serialVersionUID = 1L;

  FolderInUseException(Path folder, String holder) {
    super(
        folder
            + ": in use by process "
            + holder
            + "; wait until it has ended, or name another folder");
  }
}
