package io.splitproof.fuzz.bugs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StatisticsTest {

  private static final double NEVER = Double.POSITIVE_INFINITY;

  @Test
  void theMedianIsTheMiddleOrBetweenTheMiddleTwo() {
    assertEquals(3, Statistics.median(new double[] {9, 3, 1}));
    assertEquals(2.5, Statistics.median(new double[] {4, 1, 3, 2}));
    assertTrue(Double.isNaN(Statistics.median(new double[0])));
  }

  @Test
  void theMedianStandsWhileLessThanHalfNeverArrive() {
    assertEquals(3, Statistics.median(new double[] {NEVER, 1, 3, 2, NEVER}));
    assertEquals(NEVER, Statistics.median(new double[] {NEVER, 1, 2, NEVER}));
    assertEquals(NEVER, Statistics.median(new double[] {NEVER, 1, NEVER}));
  }

  /**
   * Depression scores after alcohol and after ecstasy (Field, Discovering Statistics, chapter on
   * non-parametric models): U = 35.5 on Sunday, z = -1.105, p = 0.27; on Wednesday U = 4, z =
   * -3.484, p below 0.001. Without correcting for ties, as here, z is -1.096 and -3.477.
   */
  @Test
  void mannWhitneyAgreesWithAPublishedExample() {
    double[] sundayEcstasy = {15, 35, 16, 18, 19, 17, 27, 16, 13, 20};
    double[] sundayAlcohol = {16, 15, 20, 15, 16, 13, 14, 19, 18, 18};
    assertEquals(0.273, Statistics.mannWhitney(sundayEcstasy, sundayAlcohol), 0.001);
    double[] wednesdayEcstasy = {28, 35, 35, 24, 39, 32, 27, 29, 36, 35};
    double[] wednesdayAlcohol = {5, 6, 30, 8, 9, 7, 6, 17, 3, 10};
    assertEquals(0.0005, Statistics.mannWhitney(wednesdayEcstasy, wednesdayAlcohol), 0.00002);
  }

  @Test
  void mannWhitneyRanksWhatNeverArrivesLast() {
    double[] fast = {1, 2, 3, 4, 5, 6, 7, 8};
    double[] never = {NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER};
    assertTrue(Statistics.mannWhitney(fast, never) < 0.001);
    assertEquals(1, Statistics.mannWhitney(never, never));
  }

  /** From Vargha and Delaney (2000): P(X > Y) + P(X = Y) / 2, counted out by hand. */
  @Test
  void a12IsTheChanceThatTheFirstIsLarger() {
    assertEquals(1, Statistics.a12(new double[] {4, 5, 6}, new double[] {1, 2, 3}));
    assertEquals(0, Statistics.a12(new double[] {1, 2, 3}, new double[] {4, 5, 6}));
    assertEquals(0.5, Statistics.a12(new double[] {1, 2}, new double[] {1, 2}));
    assertEquals(5.0 / 9, Statistics.a12(new double[] {1, 3, NEVER}, new double[] {1, 2, NEVER}));
  }

  @Test
  void anEmptySampleIsRefused() {
    double[] none = {};
    double[] some = {1};
    assertThrows(IllegalArgumentException.class, () -> Statistics.a12(none, some));
    assertThrows(IllegalArgumentException.class, () -> Statistics.mannWhitney(some, none));
  }
}
