package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramSyntaxException;
import io.splitproof.fuzz.program.ProgramText;
import java.nio.charset.StandardCharsets;

/**
 * The target for what people write: any text is a program or a complaint, and a program that was
 * read is the one that its canonical form says. Nothing is run. For Jazzer's own command line, with
 * {@code --instrumentation_includes=io.splitproof.fuzz.program.**}.
 */
public final class TextFuzzer {

  private TextFuzzer() {}

  /**
   * Reads {@code input} as the text of a program.
   *
   * @throws AssertionError if writing and reading it again gives another program
   */
  public static void fuzzerTestOneInput(byte[] input) {
    Program program;
    try {
      program = ProgramText.parse(new String(input, StandardCharsets.UTF_8));
    } catch (ProgramSyntaxException complaint) {
      return;
    }
    String canonical = ProgramText.print(program);
    if (!ProgramText.parse(canonical).equals(program)) {
      throw new AssertionError("printed, it is another program:\n" + canonical);
    }
  }
}
