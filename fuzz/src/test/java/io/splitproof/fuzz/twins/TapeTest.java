package io.splitproof.fuzz.twins;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.oracle.contract.MachineEvents.Barrier;
import io.splitproof.oracle.contract.Outcome;
import org.junit.jupiter.api.Test;

class TapeTest {

  private final Tape one = new Tape(512);
  private final Tape other = new Tape(512);

  private int difference() {
    return one.difference(0, one.end(), other);
  }

  @Test
  void storesOneByOneAreTheSameAsAllAtOnce() {
    one.filled(0x1000, 512, 0x703, 0x1000);
    one.filled(0x2000, 3, 0, 0);
    for (int i = 0; i < 512; i++) {
      other.stored(0x1000 + 8L * i, 1, 0x703 + 0x1000L * i);
    }
    other.filled(0x2000, 1, 0, 0);
    other.filled(0x2008, 2, 0, 0);
    assertEquals(-1, difference());
  }

  @Test
  void aRunEndsWithItsTable() {
    one.filled(0x1ff0, 2, 0, 0);
    one.filled(0x2000, 2, 0, 0);
    assertEquals("store      [1ff0] 2 entries 0000000000000000, step 0", one.text(0, one.end()));
    assertEquals(
        "store      [2000] 2 entries 0000000000000000, step 0", one.text(one.next(0), one.end()));
  }

  @Test
  void anotherValueIsADifference() {
    one.filled(0x1000, 4, 0x703, 0x1000);
    other.filled(0x1000, 3, 0x703, 0x1000);
    other.stored(0x1018, 0, 0x703);
    assertEquals(0, difference());
  }

  @Test
  void theFirstAnnouncementThatDiffersIsFound() {
    one.barrier(Barrier.DSB_ISHST);
    other.barrier(Barrier.DSB_ISHST);
    int same = one.end();
    one.barrier(Barrier.ISB);
    assertEquals(same, difference());
    assertEquals("nothing more", other.text(same, other.end()));
    assertEquals("barrier", one.name(same, one.end()));
  }

  @Test
  void whatADeadKernelReturnsIsNobodysBusiness() {
    one.ended(new Outcome(-22, 0, true));
    other.ended(new Outcome(0, 1, true));
    assertEquals(-1, difference());
    assertEquals("result     died", one.text(0, one.end()));
  }
}
