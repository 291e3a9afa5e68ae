package io.splitproof.fuzz.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TlbModelTest {

  private static final int PAGE = 12;
  private static final int BLOCK = 21;

  private static void access(TlbModel tlb, int shift, long... pages) {
    for (long page : pages) {
      tlb.access(page << PAGE, shift);
    }
  }

  @Test
  void whatWasUnusedLongestGoesFirst() {
    TlbModel tlb = new TlbModel(1, 2);
    access(tlb, PAGE, 1, 2, 1, 3);
    assertEquals(3, tlb.misses());
    access(tlb, PAGE, 1);
    assertEquals(3, tlb.misses());
    access(tlb, PAGE, 2);
    assertEquals(4, tlb.misses());
  }

  @Test
  void anEntryHoldsAWholeBlock() {
    TlbModel tlb = new TlbModel(1, 2);
    access(tlb, BLOCK, 0, 1, 511);
    assertEquals(1, tlb.misses());
    access(tlb, BLOCK, 512);
    assertEquals(2, tlb.misses());
  }

  @Test
  void setsDoNotTakeEachOthersPlace() {
    TlbModel tlb = new TlbModel(2, 1);
    access(tlb, PAGE, 0, 1, 0, 1);
    assertEquals(2, tlb.misses());
    access(tlb, PAGE, 2, 0);
    assertEquals(4, tlb.misses());
  }

  @Test
  void countingStartsAgainWithWhatIsHeld() {
    TlbModel tlb = new TlbModel(1, 2);
    access(tlb, PAGE, 1, 2);
    tlb.startCounting();
    access(tlb, PAGE, 1, 2);
    assertEquals(0, tlb.misses());
  }
}
