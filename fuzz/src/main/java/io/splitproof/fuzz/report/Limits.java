package io.splitproof.fuzz.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How large files from outside may be. */
final class Limits {

  /** Bytes in the longest program, note or status. */
  static final long FILE = 16L << 20;

  /** Bytes in the longest history: many weeks of a line every few seconds. */
  static final long HISTORY = 256L << 20;

  private Limits() {}

  /**
   * Refuses a file that no campaign has written.
   *
   * @throws ReportFormatException if it has more than {@code most} bytes
   */
  static void check(Path file, long most) throws IOException {
    long bytes = Files.size(file);
    if (bytes > most) {
      throw new ReportFormatException(file + ": " + bytes + " bytes; expected at most " + most);
    }
  }
}
