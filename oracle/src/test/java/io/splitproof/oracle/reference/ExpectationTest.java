package io.splitproof.oracle.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Steps sorted into series, so that the one that covers a page is found fast. */
class ExpectationTest {

  private final Expectation expected = new Expectation();

  private void change(long vpn, long pages) {
    expected.change(vpn, pages, 0, PageState.WRITABLE, 0);
  }

  @Test
  void ascendingStepsAreOneSeries() {
    change(10, 2);
    change(12, 1);
    change(20, 5);
    assertEquals(1, expected.series());
    assertEquals(3, expected.seriesEnd(0));
  }

  @Test
  void stepThatGoesBackBeginsASeries() {
    change(10, 2);
    change(11, 1);
    change(5, 2);
    assertEquals(3, expected.series());
    assertEquals(1, expected.seriesEnd(0));
    assertEquals(2, expected.seriesEnd(1));
    assertEquals(3, expected.seriesEnd(2));
  }

  @Test
  void stepThatCoversAPageIsFoundOrTheNextOne() {
    change(10, 2);
    change(14, 2);
    change(20, 2);
    assertEquals(0, expected.stepAt(0, 0));
    assertEquals(0, expected.stepAt(0, 11));
    assertEquals(1, expected.stepAt(0, 12));
    assertEquals(2, expected.stepAt(0, 21));
    assertEquals(3, expected.stepAt(0, 22));
  }

  @Test
  void manySeriesAreKept() {
    for (int i = 0; i < 40; i++) {
      change(100 - i, 1);
    }
    assertEquals(40, expected.series());
    assertEquals(39, expected.stepAt(39, 61));
  }

  @Test
  void nothingIsLeftOfTheLastOperation() {
    change(10, 2);
    expected.creates(PageState.PRESENT);
    expected.clear();
    assertEquals(0, expected.series());
    assertEquals(PageState.HOLE, expected.created());
  }
}
