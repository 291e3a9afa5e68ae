package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where tables lie, and that nothing out of date is remembered. */
class TablePlacesTest {

  private static final long ROOT = 0x10_0000;
  private static final long PMDS = 0x20_0000;
  private static final long PTES = 0x30_0000;
  private static final long TABLE = Descriptor.TYPE_MASK;

  private final Geometry geometry = Geometry.named("4K/39");
  private final Map<Long, Long> memory = new HashMap<>();
  private final TableShadow shadow = new TableShadow(geometry);
  private final TablePlaces places =
      new TablePlaces(geometry, pa -> memory.getOrDefault(pa, 0L), shadow);

  @BeforeEach
  void attach() {
    shadow.attach(pa -> memory.getOrDefault(pa, 0L), ROOT);
    store(ROOT, Geometry.PUD, PMDS | TABLE, PMDS);
    shadow.save();
  }

  private void store(long entryPa, int level, long descriptor, long tablePa) {
    shadow.allocated(tablePa, level + 1);
    hook(entryPa, level, descriptor);
  }

  private void hook(long entryPa, int level, long descriptor) {
    long before = memory.getOrDefault(entryPa, 0L);
    memory.put(entryPa, descriptor);
    shadow.stored(entryPa, level, before, descriptor);
  }

  private long va(long pa) {
    return places.va(pa, shadow.level(pa));
  }

  @Test
  void knowsWhereEntriesLie() {
    long start = geometry.linearStart();
    assertEquals(start + (3L << 30), va(ROOT + 24));
    assertEquals(start + (5L << 21), va(PMDS + 40));
    assertTrue(places.isWalked());
  }

  @Test
  void tableHookedInAfterItWasAskedAboutIsFound() {
    shadow.allocated(PTES, Geometry.PTE);
    assertEquals(TableShadow.UNREACHABLE, va(PTES));
    assertFalse(places.isWalked());
    hook(PMDS + 8, Geometry.PMD, PTES | TABLE);
    assertEquals(geometry.linearStart() + (1L << 21), va(PTES));
    assertTrue(places.isWalked());
  }

  @Test
  void tableHookedElsewhereIsFoundThere() {
    store(PMDS + 8, Geometry.PMD, PTES | TABLE, PTES);
    assertEquals(geometry.linearStart() + (1L << 21), va(PTES));
    hook(PMDS + 8, Geometry.PMD, 0);
    hook(PMDS + 16, Geometry.PMD, PTES | TABLE);
    assertEquals(geometry.linearStart() + (2L << 21), va(PTES));
  }

  @Test
  void bitsAboveAreThoseOfNow() {
    store(PMDS + 8, Geometry.PMD, PTES | TABLE, PTES);
    va(PTES);
    assertEquals(0, places.bitsAbove());
    hook(ROOT, Geometry.PUD, PMDS | TABLE | Descriptor.TABLE_PXN);
    va(PTES);
    assertEquals(Descriptor.TABLE_PXN, places.bitsAbove());
  }

  @Test
  void walkThatGoesElsewhereIsTold() {
    store(PMDS + 8, Geometry.PMD, PTES | TABLE, PTES);
    memory.put(PMDS + 8, 0L);
    va(PTES);
    assertFalse(places.isWalked());
  }

  @Test
  void tablesBeyondThoseRememberedAreAskedAboutAgain() {
    long far = PTES + (64L << 12);
    store(PMDS + 8, Geometry.PMD, PTES | TABLE, PTES);
    store(PMDS + 16, Geometry.PMD, far | TABLE, far);
    assertEquals(geometry.linearStart() + (1L << 21), va(PTES));
    assertEquals(geometry.linearStart() + (2L << 21), va(far));
    assertEquals(geometry.linearStart() + (1L << 21) + (1L << 12), va(PTES + 8));
  }
}
