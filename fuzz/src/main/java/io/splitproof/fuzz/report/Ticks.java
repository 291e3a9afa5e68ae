package io.splitproof.fuzz.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Round numbers to label an axis with, from 0 on.
 *
 * @param values ascending, at least two
 */
record Ticks(List<Double> values) {

  private static final int MOST = 4;
  private static final double[] DECIMAL = {1, 2, 5};
  private static final double[] SECONDS = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400
  };

  /** Ticks of which the last is at least {@code greatest}. */
  static Ticks upTo(double greatest) {
    double unit = Math.pow(10, Math.floor(Math.log10(Math.max(1, greatest))) - 1);
    while (true) {
      for (double digit : DECIMAL) {
        double step = digit * unit;
        if (step * MOST >= greatest) {
          return every(step, (int) Math.max(1, Math.ceil(greatest / step)));
        }
      }
      unit *= 10;
    }
  }

  /** Ticks of which the last is at most {@code seconds}, in steps that clocks have. */
  static Ticks ofTime(double seconds) {
    double step = seconds < 1 ? seconds / 2 : 0;
    for (int i = 0; i < SECONDS.length && step == 0; i++) {
      step = SECONDS[i] * (MOST + 1) > seconds ? SECONDS[i] : 0;
    }
    double days = SECONDS[SECONDS.length - 1];
    step = step == 0 ? days * Math.ceil(seconds / days / MOST) : step;
    return every(step, (int) (seconds / step));
  }

  private static Ticks every(double step, int count) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i <= count; i++) {
      values.add(i * step);
    }
    return new Ticks(List.copyOf(values));
  }

  /** The greatest. */
  double last() {
    return values.get(values.size() - 1);
  }
}
