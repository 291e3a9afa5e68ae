package io.splitproof.fuzz.report;

import java.util.List;

/**
 * Curves over one quantity.
 *
 * @param title what they show, with the unit
 * @param across what the horizontal axis is, with the unit
 * @param curves at least one; all have a value wherever one has
 */
public record Plot(String title, String across, List<Curve> curves) {

  /**
   * One curve.
   *
   * @param name whose it is
   * @param x ascending, from 0 or above
   * @param y values, one for each
   */
  public record Curve(String name, List<Double> x, List<Double> y) {

    /** Keeps copies. */
    public Curve {
      x = List.copyOf(x);
      y = List.copyOf(y);
      if (x.size() != y.size()) {
        throw new IllegalArgumentException(name + ": " + x.size() + " places, " + y.size());
      }
    }
  }

  /** Keeps a copy. */
  public Plot {
    curves = List.copyOf(curves);
  }
}
