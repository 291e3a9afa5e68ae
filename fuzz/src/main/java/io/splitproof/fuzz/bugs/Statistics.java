package io.splitproof.fuzz.bugs;

import java.util.Arrays;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;

/** What can be said about samples of waiting times, of which some may be infinite. */
public final class Statistics {

  private Statistics() {}

  /**
   * The middle value, or the mean of the middle two, infinite if one of them is; NaN of an empty
   * sample.
   */
  public static double median(double[] sample) {
    if (sample.length == 0) {
      return Double.NaN;
    }
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 != 0 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * The two-sided p-value of the Mann-Whitney U test: how often samples at least as unlike as these
   * come of one and the same distribution. From the normal approximation without a correction for
   * ties, which is fair from about eight values a side and, with ties, on the careful side.
   *
   * @throws IllegalArgumentException if a sample is empty
   */
  public static double mannWhitney(double[] first, double[] second) {
    if (first.length == 0 || second.length == 0) {
      throw new IllegalArgumentException("a sample is empty");
    }
    return new MannWhitneyUTest().mannWhitneyUTest(finite(first), finite(second));
  }

  /** Ranks are all that counts, so the largest number there is does for infinity. */
  private static double[] finite(double[] sample) {
    return Arrays.stream(sample).map(value -> Math.min(value, Double.MAX_VALUE)).toArray();
  }

  /**
   * Vargha and Delaney's A12: the chance, 0 to 1, that a value of {@code first} is larger than one
   * of {@code second}, counting draws as half; 0.5 means no difference, from about 0.71 (or below
   * 0.29) it is called large.
   *
   * @throws IllegalArgumentException if a sample is empty
   */
  public static double a12(double[] first, double[] second) {
    if (first.length == 0 || second.length == 0) {
      throw new IllegalArgumentException("a sample is empty");
    }
    double wins = 0;
    for (double one : first) {
      for (double other : second) {
        wins += one > other ? 1 : one == other ? 0.5 : 0;
      }
    }
    return wins / first.length / second.length;
  }
}
