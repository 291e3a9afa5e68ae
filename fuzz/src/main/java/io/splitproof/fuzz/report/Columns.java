package io.splitproof.fuzz.report;

/**
 * Where the columns of a strip lie. A column of many pages is wider than one of few, but by their
 * logarithm only, so that a page shows beside a block; those that are much too narrow by that are
 * to be marked as broken. Positions are shares of the width, 0 to 1.
 */
final class Columns {

  /** Pages in the widest column that need not be marked as broken. */
  private static final int UNBROKEN = 16;

  private static final int GUTTER_PIXELS = 62;
  private static final int PAGE_PIXELS = 40;
  private static final double PIXELS_PER_DOUBLING = 7;

  private final Strip strip;
  private final double[] edges;

  Columns(Strip strip) {
    this.strip = strip;
    this.edges = new double[strip.columns() + 1];
    edges[0] = GUTTER_PIXELS;
    for (int i = 0; i < strip.columns(); i++) {
      double doublings = Math.log(strip.pages(i)) / Math.log(2);
      edges[i + 1] = edges[i] + PAGE_PIXELS + PIXELS_PER_DOUBLING * doublings;
    }
  }

  /** Pixels below which labels do not fit. */
  int leastPixels() {
    return (int) Math.ceil(edges[strip.columns()]);
  }

  /** The left edge of column {@code index}; the right edge of the last for their number. */
  double edge(int index) {
    return edges[index] / edges[strip.columns()];
  }

  /** The middle of column {@code index}. */
  double middle(int index) {
    return (edge(index) + edge(index + 1)) / 2;
  }

  /** Where an address lies, inside its column in proportion. */
  double at(long va) {
    for (int i = 0; i < strip.columns(); i++) {
      long start = strip.cuts().get(i);
      long end = strip.cuts().get(i + 1);
      if (va < end) {
        double within = (double) (va - start) / (end - start);
        return edge(i) + within * (edge(i + 1) - edge(i));
      }
    }
    return 1;
  }

  /** Pixels between two places when the drawing is as narrow as it gets. */
  double pixels(double from, double to) {
    return (to - from) * edges[strip.columns()];
  }

  /** Whether column {@code index} is too narrow for what is in it. */
  boolean isBroken(int index) {
    return strip.pages(index) > UNBROKEN;
  }
}
