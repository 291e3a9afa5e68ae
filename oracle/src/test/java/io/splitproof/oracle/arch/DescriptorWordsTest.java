package io.splitproof.oracle.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Descriptors in words. */
class DescriptorWordsTest {

  private static String words(long descriptor, int level) {
    return DescriptorWords.of(descriptor, level, false);
  }

  @Test
  void nothingIsEmpty() {
    assertEquals("empty", words(0, 3));
  }

  @Test
  void leavesSayTheirSizeAndWhatTheyPermit() {
    assertEquals("page valid writable tagged", words(0x00e8000080000707L, 3));
    assertEquals("PMD block valid writable contiguous tagged", words(0x00f8000080000705L, 2));
    assertEquals("PUD block valid read-only", words(0x00e0000080000781L, 1));
    assertEquals("page valid read-only executable", words(0x00c0000080000783L, 3));
  }

  @Test
  void anInvalidLeafSaysWhatItKeeps() {
    assertEquals("page invalid writable tagged", words(0x00e8000080000f06L, 3));
  }

  @Test
  void tablesSayWhatTheyForbidBelow() {
    assertEquals("table", words(0x100000013fffa403L, 1));
    assertEquals("table not-executable-below", words(0x180000013fffa403L, 1));
  }

  @Test
  void sharedIsAnAddressBitOutsideARealm() {
    long shared = 0x00e8800080000707L;
    assertEquals("page valid writable tagged", words(shared, 3));
    assertEquals("page valid writable shared tagged", DescriptorWords.of(shared, 3, true));
  }

  @Test
  void oddEncodingsAreNamed() {
    assertEquals("page reserved-encoding writable tagged", words(0x00e8000080000705L, 3));
    assertEquals("page valid writable no-access-flag tagged", words(0x00e8000080000307L, 3));
  }
}
