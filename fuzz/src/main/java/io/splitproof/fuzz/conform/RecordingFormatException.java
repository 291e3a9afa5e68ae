package io.splitproof.fuzz.conform;

/** A recording that cannot be understood; the message is one line with file and line number. */
public final class RecordingFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A complaint about one line.
   *
   * @param file the file as the user named it
   * @param line 1-based, 0 if the complaint is about the whole file
   * @param complaint what is wrong and what would be right
   */
  public RecordingFormatException(String file, int line, String complaint) {
    super(line == 0 ? file + ": " + complaint : file + ":" + line + ": " + complaint);
  }
}
