package io.splitproof.fuzz.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.contract.Interleaving;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TurnBytesTest {

  @Test
  void everyNumberOfStoresFitsEveryTurn() {
    for (int stores = 0; stores <= Interleaving.MAX_STORES; stores++) {
      int other = Interleaving.MAX_STORES - stores;
      assertKept(new Interleaving(true, List.of(stores)));
      assertKept(new Interleaving(false, List.of(stores)));
      assertKept(new Interleaving(false, List.of(stores, other, stores, other, stores, other)));
    }
  }

  private static void assertKept(Interleaving beside) {
    assertEquals(beside, TurnBytes.beside(TurnBytes.kind(beside), TurnBytes.turns(beside)));
  }

  @Test
  void noInterleavingIsZero() {
    assertEquals(0, TurnBytes.kind(null));
    assertEquals(0, TurnBytes.turns(null));
    assertNull(TurnBytes.beside(0, -1));
  }

  @Test
  void mostBytesMeanNoInterleavingAndTheOthersEveryKind() {
    int alone = 0;
    int interrupts = 0;
    for (int kind = 0; kind < 256; kind++) {
      Interleaving beside = TurnBytes.beside(kind, -1);
      alone += beside == null ? 1 : 0;
      interrupts += beside != null && beside.interrupt() ? 1 : 0;
    }
    assertTrue(alone > 200 && alone < 250, alone + " alone");
    assertEquals(4, interrupts);
  }

  @Test
  void halfOfTheKindsMakeRandomTurnsShort() {
    SplittableRandom random = new SplittableRandom(3);
    int small = 0;
    for (int i = 0; i < 10_000; i++) {
      Interleaving beside = TurnBytes.beside(228 + random.nextInt(28), random.nextLong());
      small += beside.turns().get(0) < 32 ? 1 : 0;
    }
    assertTrue(small > 4000 && small < 6000, small + " of 10000");
  }
}
