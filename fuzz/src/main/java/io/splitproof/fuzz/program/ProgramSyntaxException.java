package io.splitproof.fuzz.program;

/**
 * Something given from outside is not a program. The message is one line that says where, which
 * token, and what would be right.
 */
public final class ProgramSyntaxException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 40;

  private final int line;

  /**
   * Creates the exception.
   *
   * @param line 1-based line of the program text, or 0 if the text is not a program's
   * @param message what is wrong, without the line number
   */
  ProgramSyntaxException(int line, String message) {
    super(line > 0 ? "line " + line + ": " + message : message);
    this.line = line;
  }

  /** 1-based line of the program text, or 0 if the text is not a program's. */
  public int line() {
    return line;
  }

  /** {@code token} in quotes, shortened, with nothing in it that a terminal would act on. */
  static String quote(String token) {
    StringBuilder text = new StringBuilder("'");
    for (int i = 0; i < Math.min(token.length(), SHOWN); i++) {
      char c = token.charAt(i);
      text.append(c >= ' ' && c < 0x7f ? c : '?');
    }
    return text.append(token.length() > SHOWN ? "...'" : "'").toString();
  }
}
