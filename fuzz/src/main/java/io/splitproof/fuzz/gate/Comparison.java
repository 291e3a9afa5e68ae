package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.bugs.Statistics;
import java.util.List;
import java.util.Locale;

/**
 * One measure, before and now. It fails only if three things agree: the median is worse by more
 * than the threshold, chance alone hardly explains it (Mann-Whitney U), and nearly every sample is
 * worse than nearly every one before (A12).
 *
 * @param measure what is compared
 * @param before the baseline's median
 * @param now the median of what is judged
 * @param p how often chance alone would give samples as unlike as these
 * @param a12 how likely a sample of now is worse than one of before
 * @param threshold how much worse the median may be, as a part of before
 */
public record Comparison(
    Measure measure, double before, double now, double p, double a12, double threshold) {

  private static final double SIGNIFICANT = 0.01;
  private static final double LARGE = 0.9;
  private static final double PERCENT = 100;

  /** Compares {@code measure} of samples. */
  static Comparison of(
      Measure measure, List<Sample> before, List<Sample> now, double threshold) {
    double[] old = before.stream().mapToDouble(measure::of).toArray();
    double[] fresh = now.stream().mapToDouble(measure::of).toArray();
    return new Comparison(
        measure,
        Statistics.median(old),
        Statistics.median(fresh),
        Statistics.mannWhitney(old, fresh),
        measure.worse(Statistics.a12(fresh, old)),
        threshold);
  }

  /** How much worse the median is, as a part of before; below zero if it is better. */
  public double worse() {
    return measure.worse(before, now);
  }

  /** Whether it is worse beyond doubt and beyond the threshold. */
  public boolean fails() {
    return worse() > threshold && p < SIGNIFICANT && a12 >= LARGE;
  }

  /** In one line. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "median %.1f, baseline %.1f: %.1f %% %s (allowed %.0f %%; Mann-Whitney p %.4f, A12 %.2f)",
        now,
        before,
        PERCENT * Math.abs(worse()),
        worse() > 0 ? "worse" : "better",
        PERCENT * threshold,
        p,
        a12);
  }
}
