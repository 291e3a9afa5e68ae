package io.splitproof.fuzz.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes in, decoder and parser answer with a program or the one clear error. The number of
 * tries is the system property {@code splitproof.totality.tries}.
 */
class TotalityTest {

  private static final int TRIES = Integer.getInteger("splitproof.totality.tries", 30_000);

  private final SplittableRandom random = new SplittableRandom(20);

  @Test
  void randomBytesAlwaysDecode() {
    for (int i = 0; i < TRIES; i++) {
      byte[] bytes = bytes(random.nextInt(100));
      Program program = ProgramBytes.decode(bytes);
      int rest = Math.max(0, bytes.length - ProgramBytes.HEADER_BYTES);
      int steps = (rest + ProgramBytes.STEP_BYTES - 1) / ProgramBytes.STEP_BYTES;
      assertEquals(steps, program.steps().size());
    }
  }

  @Test
  void randomBytesReadOrComplain() {
    for (int i = 0; i < TRIES; i++) {
      byte[] bytes = bytes(random.nextInt(100));
      if (bytes.length > 0 && i % 2 == 0) {
        bytes[0] = ProgramBytes.VERSION;
      }
      try {
        ProgramBytes.read(bytes);
      } catch (ProgramSyntaxException e) {
        assertOneLine(e);
      }
    }
  }

  @Test
  void randomTextsParseOrComplain() {
    for (int i = 0; i < TRIES; i++) {
      parse(randomText());
    }
  }

  @Test
  void damagedTextsParseOrComplain() {
    int parsed = 0;
    for (int i = 0; i < TRIES; i++) {
      Program program = ProgramBytes.decode(bytes(3 + ProgramBytes.STEP_BYTES * random.nextInt(5)));
      String text = ProgramText.print(program);
      boolean header = random.nextInt(4) == 0;
      parsed += parse(damaged(header ? text : text.substring(text.indexOf('\n') + 1))) ? 1 : 0;
    }
    assertTrue(parsed > TRIES / 50 && parsed < TRIES, parsed + " of " + TRIES + " parsed");
  }

  /** Whether {@code text} is a program; if so, its canonical form must be stable. */
  private static boolean parse(String text) {
    try {
      Program program = ProgramText.parse(text);
      assertEquals(program, ProgramText.parse(ProgramText.print(program)));
      return true;
    } catch (ProgramSyntaxException e) {
      assertOneLine(e);
      return false;
    }
  }

  private static void assertOneLine(ProgramSyntaxException e) {
    String message = e.getMessage();
    assertTrue(message.length() < 2000 && message.indexOf('\n') < 0, message);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    return bytes;
  }

  private String randomText() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      text.append(character());
    }
    return text.toString();
  }

  private char character() {
    String common = "0123456789abx AB[]+-,:#=\n\t\r/KMGT_";
    return random.nextInt(20) == 0
        ? (char) random.nextInt(0x10000)
        : common.charAt(random.nextInt(common.length()));
  }

  /** {@code text} after one to three cuts, insertions, changes, or words put elsewhere. */
  private String damaged(String text) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(damaged.length() + 1);
      int end = Math.min(damaged.length(), at + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> damaged.delete(at, end);
        case 1 -> damaged.insert(at, character());
        case 2 -> damaged.replace(at, end, String.valueOf(character()));
        default -> damaged.insert(random.nextInt(damaged.length() + 1), damaged.substring(at, end));
      }
    }
    return damaged.toString();
  }
}
