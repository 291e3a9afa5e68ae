package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {

  private static final Terminal TERMINAL = new Terminal(true, true, true);
  private static final String BUG = "corpus/bugs/v7-mixed-group.txt";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** What a terminal would show in the end, with clearing and nothing else it knows of. */
  private static String shown(String text) {
    return text.replaceAll("\u001b\\[\\?7[lh]", "").replaceAll("[^\n\r]*\r\u001b\\[K", "");
  }

  private String run(Terminal terminal, String... arguments) {
    Main.run(new PrintWriter(out), new PrintWriter(err), terminal, arguments);
    return out.toString();
  }

  @Test
  void resultsAndComplaintsTakeThePlaceOfProgress() {
    Screen screen = new Screen(out, out, TERMINAL);
    screen.progress("1 of 2");
    screen.out().println("a result");
    screen.progress("2 of 2");
    screen.err().println("a complaint");
    assertEquals("a result\na complaint\n", shown(out.toString()));
  }

  @Test
  void progressDoesNotCutALineInTwo() {
    Screen screen = new Screen(out, out, TERMINAL);
    screen.out().print("half ");
    screen.progress("1 of 2");
    screen.out().println("a line");
    assertEquals("half a line\n", out.toString());
  }

  @Test
  void progressWaitsForNoResultsThatGoElsewhere() {
    Screen screen = new Screen(out, err, new Terminal(false, true, false));
    screen.out().print("half ");
    screen.progress("1 of 2");
    assertTrue(err.toString().contains("1 of 2"));
  }

  @Test
  void coloursAreForTerminalsOnly() {
    assertFalse(run(Terminal.NONE, "replay", "--variant", "v7", shelf(BUG)).contains("\u001b"));
    String coloured = run(TERMINAL, "replay", "--variant", "v7", shelf(BUG));
    assertTrue(coloured.contains("\u001b[1;31mDIVERGES"), coloured);
  }

  @Test
  void coloursChangeNothingElse() {
    String plain = run(Terminal.NONE, "replay", "--variant", "v7", shelf(BUG));
    out.getBuffer().setLength(0);
    String coloured =
        run(Terminal.NONE, "--color", "always", "replay", "--variant", "v7", shelf(BUG));
    assertEquals(plain, coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
    assertFalse(plain.equals(coloured));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--java", "--dump", "--no-color", "--color never"})
  void machinesAndWhoeverAsksGetNoColours(String options) {
    String line = "replay --variant v7 " + options + " " + shelf(BUG);
    assertFalse(run(TERMINAL, line.split(" ")).contains("\u001b"));
  }

  @Test
  void quietLeavesComplaintsAlone() {
    run(Terminal.NONE, "minimize", "--variant", "v7", shelf(BUG));
    assertTrue(err.toString().startsWith("splitproof minimize: "), err::toString);
    err.getBuffer().setLength(0);
    run(Terminal.NONE, "minimize", "--quiet", "--variant", "v7", shelf(BUG));
    assertEquals("", err.toString());
    run(Terminal.NONE, "--quiet", "replay", "no-such-file");
    assertEquals("splitproof replay: no-such-file: no such file or folder\n", err.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'out,err', false, xterm, '', true, true, true",
    "out, false, xterm, '', true, false, true",
    "err, false, xterm, '', false, true, false",
    "none, true, xterm, '', false, false, false",
    ", true, xterm, '', true, true, true",
    ", false, xterm, '', false, false, false",
    "'out,err', false, xterm, 1, true, true, false",
    "'out,err', false, dumb, '', false, false, false"
  })
  void theLauncherAndTheSurroundingsSayWhoWatches(
      String launcher, boolean attached, String term, String noColor,
      boolean toOut, boolean toErr, boolean colours) {
    Terminal seen = Terminal.of(launcher, attached, Map.of("TERM", term, "NO_COLOR", noColor));
    assertEquals(new Terminal(toOut, toErr, colours), seen);
  }

  private static String shelf(String file) {
    return Path.of(System.getProperty("splitproof.home")).resolve(file).toString();
  }
}
