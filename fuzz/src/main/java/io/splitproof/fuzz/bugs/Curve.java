package io.splitproof.fuzz.bugs;

import java.util.Arrays;
import java.util.Locale;

/**
 * A discovery curve: the share of hunts that have found their bug by a time, over the logarithm of
 * that time. A staircase, as an SVG path in a box of {@value #WIDTH} by {@value #HEIGHT}.
 *
 * <p>Drawn by hand, because it is one path: chart libraries for Java draw through AWT, which wants
 * fonts that a server may not have, and write fixed colours and sizes, where this page follows the
 * reader's colours and the width of a phone.
 */
final class Curve {

  /** Width of the box. */
  static final int WIDTH = 300;

  /** Height of the box. */
  static final int HEIGHT = 100;

  private final double first;
  private final double last;

  /** Curves between these times, in seconds, the first above 0. */
  Curve(double first, double last) {
    this.first = first;
    this.last = last;
  }

  /** Where a time lies, from the left; what is outside is put at the edge. */
  double x(double seconds) {
    double share = Math.log(seconds / first) / Math.log(last / first);
    return WIDTH * Math.min(1, Math.max(0, share));
  }

  /** The path of hunts that took so many seconds each; infinite ones never arrive. */
  String path(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    StringBuilder path = new StringBuilder("M0 " + HEIGHT);
    for (int i = 0; i < sorted.length && Double.isFinite(sorted[i]); i++) {
      double y = HEIGHT * (1 - (i + 1.0) / sorted.length);
      path.append(String.format(Locale.ROOT, "H%.1fV%.1f", x(sorted[i]), y));
    }
    return path.append("H").append(WIDTH).toString();
  }
}
