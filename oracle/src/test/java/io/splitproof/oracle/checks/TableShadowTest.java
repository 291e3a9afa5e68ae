package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.arch.Geometry;
import org.junit.jupiter.api.Test;

class TableShadowTest {

  private static final long ROOT = 0x1000;
  private static final long PMDS = 0x2000;
  private static final long PTES = 0x3000;

  private final Geometry geometry = Geometry.named("4K/39");
  private final TableShadow shadow = new TableShadow(geometry);

  private void attach() {
    shadow.attach(pa -> 0, ROOT);
    assertTrue(shadow.found(PMDS, Geometry.PMD, ROOT + 8));
    shadow.save();
    shadow.begin();
  }

  private void hook(long entryPa, int level, long tablePa) {
    shadow.stored(entryPa, level, 0, tablePa | FakeMachine.TABLE);
  }

  @Test
  void knowsWhichAddressAnEntryIsFor() {
    attach();
    long start = geometry.linearStart();
    assertEquals(start, shadow.va(ROOT));
    assertEquals(start + (1L << 30) + (5L << 21), shadow.va(PMDS + 40));
    shadow.allocated(PTES, Geometry.PTE);
    assertEquals(TableShadow.UNREACHABLE, shadow.va(PTES));
    hook(PMDS + 40, Geometry.PMD, PTES);
    assertEquals(start + (1L << 30) + (5L << 21) + 0x7000, shadow.va(PTES + 56));
    assertNull(shadow.complaint());
  }

  @Test
  void everyTableHasOneWayIn() {
    attach();
    shadow.allocated(PTES, Geometry.PTE);
    assertNotNull(shadow.complaint());
    hook(PMDS, Geometry.PMD, PTES);
    assertNull(shadow.complaint());
    assertTrue(shadow.isProper(PTES, Geometry.PTE, PMDS));
    hook(PMDS + 8, Geometry.PMD, PTES);
    assertNotNull(shadow.complaint());
    shadow.stored(PMDS + 8, Geometry.PMD, PTES | FakeMachine.TABLE, 0);
    assertNull(shadow.complaint());
  }

  @Test
  void aFreedTableIsNoTable() {
    attach();
    shadow.allocated(PTES, Geometry.PTE);
    hook(PMDS, Geometry.PMD, PTES);
    shadow.freed(PTES);
    assertNotNull(shadow.complaint());
    shadow.stored(PMDS, Geometry.PMD, PTES | FakeMachine.TABLE, 0);
    assertNull(shadow.complaint());
    assertEquals(TableShadow.NO_TABLE, shadow.levelAt(PTES));
  }

  @Test
  void resetGoesBackToBoot() {
    attach();
    shadow.allocated(PTES, Geometry.PTE);
    hook(PMDS, Geometry.PMD, PTES);
    assertEquals(3, shadow.live());
    shadow.reset();
    assertEquals(2, shadow.live());
    assertFalse(shadow.isLive(PTES));
    assertTrue(shadow.isLive(PMDS));
    assertNull(shadow.complaint());
  }

  @Test
  void aTableIsFoundOnce() {
    attach();
    assertFalse(shadow.found(PMDS, Geometry.PMD, ROOT + 16));
    assertFalse(shadow.found(ROOT, Geometry.PMD, PMDS));
  }
}
