package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.fuzz.store.UnreadableProgramException;
import java.io.IOException;
import java.nio.file.Path;

/** Programs in files that a command line names. */
final class ProgramFiles {

  private ProgramFiles() {}

  /**
   * Reads one program, in whichever form it is.
   *
   * @throws UsageException if there is none in it
   * @throws IOException if it cannot be read
   */
  static Program read(Path file) throws IOException {
    try {
      return ProgramFile.read(file).program();
    } catch (UnreadableProgramException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
