package io.splitproof.fuzz.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ContentNameTest {

  private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

  /** From FIPS 180, the example with one block. */
  private static final String NAME = "a9993e364706816aba3e25717850c26c9cd0d89d";

  @Test
  void theNameIsTheSha1InHex() {
    assertEquals(NAME, ContentName.of(ABC));
  }

  @Test
  void aFileThatWasCutShortDoesNotFitItsName() {
    assertTrue(ContentName.fits(NAME, ABC));
    assertFalse(ContentName.fits(NAME, new byte[] {'a', 'b'}));
    assertFalse(ContentName.fits(NAME, new byte[0]));
  }

  @Test
  void otherNamesPromiseNothing() {
    assertTrue(ContentName.fits("4k-48-all", ABC));
    assertTrue(ContentName.fits("crash-" + NAME, new byte[0]));
    assertFalse(ContentName.isOne(NAME.toUpperCase(Locale.ROOT)));
  }
}
