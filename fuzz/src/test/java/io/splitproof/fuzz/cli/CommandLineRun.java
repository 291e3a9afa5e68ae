package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command said and how it ended. */
record CommandLineRun(int status, String out, String err) {

  /** Runs a command in this process. */
  static CommandLineRun of(Object... arguments) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Main.run(new PrintWriter(out), new PrintWriter(err), texts);
    return new CommandLineRun(status, out.toString(), err.toString());
  }

  /** Bad input: exit status 2, nothing on standard output, one line that says {@code what}. */
  void assertComplains(String what) {
    assertEquals(ExitStatus.USAGE, status, this::toString);
    assertEquals("", out);
    assertEquals(1, err.lines().count(), err);
    assertTrue(err.startsWith("splitproof"), err);
    assertTrue(err.contains(what), err);
  }
}
