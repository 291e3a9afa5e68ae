package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BrokenEntriesTest {

  private final BrokenEntries broken = new BrokenEntries();

  @Test
  void nothingIsBrokenAtFirst() {
    assertEquals(100, broken.next(0, 100));
  }

  @Test
  void brokenPagesAreFoundUntilTheyAreInvalidated() {
    broken.add(10, 5, 0x1000, 0x300, 4096);
    assertEquals(10, broken.next(0, 100));
    broken.invalidated(8, 12);
    assertEquals(12, broken.next(0, 100));
    broken.invalidated(0, 100);
    assertEquals(100, broken.next(0, 100));
  }

  @Test
  void everyPageHasItsOwnKind() {
    broken.add(10, 2, 0x1000, 0x300, 4096);
    broken.add(12, 1, 0x2000, 0x300, 65536);
    assertEquals(12, broken.kindEnd(10));
    assertEquals(0x1000, broken.offset(11));
    assertEquals(0x2000, broken.offset(12));
    assertEquals(65536, broken.size(12));
    assertEquals(0x300, broken.attributes(12));
  }

  @Test
  void whatIsBrokenAgainIsWhatItWasLast() {
    broken.add(10, 2, 0x1000, 0x300, 4096);
    broken.add(11, 1, 0x9000, 0x300, 4096);
    assertEquals(0x1000, broken.offset(10));
    assertEquals(0x9000, broken.offset(11));
  }

  @Test
  void manyKindsAreKept() {
    for (int page = 0; page < 100; page++) {
      broken.add(page, 1, page * 0x1000L, 0, 4096);
    }
    assertEquals(0, broken.offset(0));
    assertEquals(99 * 0x1000L, broken.offset(99));
  }

  @Test
  void clearingForgetsAll() {
    broken.add(10, 2, 0x1000, 0x300, 4096);
    broken.clear();
    assertEquals(100, broken.next(0, 100));
  }
}
