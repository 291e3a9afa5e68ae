package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class YieldsTest {

  /** A seed that asks for the better kind, and one that asks for the other. */
  private static final int BETTER = 1;

  private static final int OTHER = 0;

  private final Yields yields = new Yields();
  private long states;

  private void ran(int seed, int newStates) {
    yields.nextIsNew(seed);
    states += newStates;
    yields.ran(states);
  }

  @Test
  void atFirstMostProgramsAreNew() {
    assertTrue(yields.nextIsNew(BETTER));
    assertFalse(yields.nextIsNew(OTHER));
  }

  @Test
  void whatShowsMoreComesMoreOften() {
    ran(BETTER, 1);
    ran(OTHER, 50);
    assertFalse(yields.nextIsNew(BETTER));
    assertTrue(yields.nextIsNew(OTHER));
  }

  @Test
  void whatShowedMuchLongAgoCountsLittle() {
    ran(BETTER, 1);
    ran(OTHER, 50);
    int more = 0;
    while (!yields.nextIsNew(BETTER)) {
      ran(BETTER, 0);
      more++;
    }
    assertTrue(more > 32 && more < 320, more + " programs");
  }

  @Test
  void whatTheSearchBeginsWithCountsAsNew() {
    yields.ran(100);
    assertTrue(yields.nextIsNew(BETTER));
  }

  @Test
  void anOldSearchTriesTheOtherKindMoreOften() {
    for (int i = 0; i < 2000; i++) {
      assertTrue(yields.nextIsNew(4), "program " + i);
      yields.ran(0);
    }
    assertFalse(yields.nextIsNew(4));
  }
}
