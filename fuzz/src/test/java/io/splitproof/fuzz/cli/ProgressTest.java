package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final Terminal TERMINAL = new Terminal(true, true, true);

  private final StringWriter both = new StringWriter();
  private long nanos;

  private Progress on(Terminal terminal) {
    return new Progress(new Screen(both, both, terminal), "begun", () -> nanos);
  }

  private void at(Progress progress, double seconds, int done) {
    nanos = (long) (seconds * 1e9);
    progress.show(done, 9, "programs");
    progress.tick();
  }

  @Test
  void whatIsOverInTwoSecondsSaysNothing() {
    try (Progress progress = on(TERMINAL)) {
      at(progress, 1.9, 7);
    }
    assertEquals("", both.toString());
  }

  @Test
  void aFileGetsALineEveryFiveSeconds() {
    try (Progress progress = on(Terminal.NONE)) {
      at(progress, 2, 1);
      at(progress, 6, 2);
      at(progress, 7, 3);
      at(progress, 11, 4);
    }
    assertEquals(List.of("1 of 9 programs", "3 of 9 programs"), both.toString().lines().toList());
  }

  @Test
  void aFileGetsNoEscapes() {
    try (Progress progress = on(Terminal.NONE)) {
      at(progress, 3, 1);
    }
    assertFalse(both.toString().contains("\u001b"), both::toString);
  }

  @Test
  void aTerminalGetsOneLineThatChangesAndGoes() {
    try (Progress progress = on(TERMINAL)) {
      at(progress, 2, 1);
      at(progress, 2.1, 2);
      at(progress, 2.3, 3);
    }
    String text = both.toString();
    assertTrue(text.contains("1 of 9") && !text.contains("2 of 9") && text.contains("3 of 9"));
    assertFalse(text.contains("\n"), text);
    assertTrue(text.endsWith("\r\u001b[K"), text);
  }

  @Test
  void aStepThatTakesLongIsStillSpokenOf() {
    try (Progress progress = on(Terminal.NONE)) {
      for (nanos = 0; nanos <= 8_000_000_000L; nanos += 200_000_000L) {
        progress.tick();
      }
    }
    assertEquals(List.of("begun", "begun"), both.toString().lines().toList());
  }

  @Test
  void nothingIsSaidAfterTheEnd() {
    Progress progress = on(Terminal.NONE);
    progress.close();
    at(progress, 3, 1);
    assertEquals("", both.toString());
  }
}
