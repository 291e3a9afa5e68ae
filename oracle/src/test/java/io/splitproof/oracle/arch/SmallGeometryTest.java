package io.splitproof.oracle.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SmallGeometryTest {

  private static final Geometry TINY = Geometry.small().get(0);

  @Test
  void smallGeometriesAreNotAmongTheRealOnes() {
    for (Geometry small : Geometry.small()) {
      assertTrue(small.isSmall());
      assertThrows(IllegalArgumentException.class, () -> Geometry.named(small.name()));
    }
    for (Geometry real : Geometry.real()) {
      assertFalse(real.isSmall());
    }
  }

  @Test
  void theSmallestHasTablesOfFourAtEveryLevel() {
    assertEquals(0, TINY.rootLevel());
    for (int level = 0; level <= Geometry.PTE; level++) {
      assertEquals(4, TINY.entries(level), "level " + level);
    }
    assertEquals(4 * TINY.pageBytes(), TINY.bytes(Geometry.PMD));
    assertEquals(16 * TINY.pageBytes(), TINY.bytes(Geometry.PUD));
  }

  @Test
  void pagesAreRealSoThatDescriptorsAre() {
    for (Geometry small : Geometry.small()) {
      assertEquals(12, small.pageShift());
      assertTrue(small.leafAllowed(Geometry.PUD));
    }
  }

  @Test
  void modulesLieBetweenTheLinearMapAndTheVmallocArea() {
    assertEquals(TINY.linearEnd() + TINY.bytes(Geometry.PMD), TINY.vmallocStart());
    assertTrue(TINY.vmallocStart() < TINY.vmallocEnd());
    for (Geometry real : Geometry.real()) {
      assertEquals(real.linearEnd() + (2L << 30), real.vmallocStart());
    }
  }

  @Test
  void theKfencePoolOfARealKernelHas512Pages() {
    for (Geometry real : Geometry.real()) {
      assertEquals(512, real.kfencePages());
    }
    assertEquals(4, TINY.kfencePages());
  }

  @Test
  void everyAddressHasOneEntryAtEveryLevel() {
    for (Geometry small : Geometry.small()) {
      for (long va = small.linearStart(); va != 0; va += small.pageBytes()) {
        long back = small.linearStart();
        for (int level = small.rootLevel(); level <= Geometry.PTE; level++) {
          int index = small.index(va, level);
          assertTrue(index < small.entries(level));
          back += (long) index << small.shift(level);
        }
        assertEquals(va, back);
      }
    }
  }
}
