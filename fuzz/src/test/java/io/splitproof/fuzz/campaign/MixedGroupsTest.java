package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MixedGroupsTest {

  private final MixedGroups groups = new MixedGroups(16, 32);

  private void store(int first, int count, boolean pages) {
    for (int i = first; i < first + count; i++) {
      groups.stored(0x8000 + 8L * i, pages);
    }
    groups.operationEnded();
  }

  @Test
  void wholeGroupsAreNotMixed() {
    store(0, 48, true);
    store(32, 64, false);
    assertFalse(groups.any());
  }

  @Test
  void partOfAGroupIs() {
    store(0, 15, true);
    assertTrue(groups.any());
  }

  @Test
  void halfOfALargerGroupIs() {
    store(0, 16, false);
    assertTrue(groups.any());
  }

  @Test
  void twoHalvesOfNeighboursAre() {
    store(8, 16, true);
    assertTrue(groups.any());
  }

  @Test
  void whatWasMixedOnceStaysKnown() {
    store(0, 15, true);
    store(0, 16, true);
    assertTrue(groups.any());
  }
}
