package io.splitproof.fuzz.figures;

import io.splitproof.fuzz.report.Plot;
import java.util.List;

/**
 * One published claim next to what the models make of it.
 *
 * @param name one word, for {@code --only}
 * @param title what it is about
 * @param source where the published figures come from
 * @param lines figures, one each
 * @param plots drawings of more than lines can say; may be empty
 * @param notes what a reader must know to judge the figures, a sentence or two each
 */
public record Figure(
    String name,
    String title,
    String source,
    List<Line> lines,
    List<Plot> plots,
    List<String> notes) {

  /** What a line is when nothing was published. */
  public static final String UNPUBLISHED = "\u2013";

  /** How far a structural figure may be from the published one: 5 %. */
  public static final double TOLERANCE = 0.05;

  /** What a figure depends on. */
  public enum Basis {
    /** On tables alone: the model's must agree with the published one. */
    STRUCTURE("structure"),
    /** On hardware as well: the model's says what the model assumes. */
    HARDWARE("hardware");

    private final String text;

    Basis(String text) {
      this.text = text;
    }

    /** The word for it. */
    public String text() {
      return text;
    }
  }

  /**
   * One figure.
   *
   * @param what what is counted
   * @param published the published figure with its unit, or {@link #UNPUBLISHED}
   * @param ours the model's
   * @param ratio ours over the published one; NaN where they cannot be compared
   * @param basis what the figure depends on
   * @param how how ours was computed
   */
  public record Line(
      String what, String published, String ours, double ratio, Basis basis, String how) {

    /** Whether it is not as far from the published figure as would be wrong. */
    public boolean agrees() {
      return basis != Basis.STRUCTURE
          || Double.isNaN(ratio)
          || Math.abs(ratio - 1) <= TOLERANCE;
    }

    /** A figure of the model's that was not published. */
    static Line own(String what, String ours, String how) {
      return new Line(what, UNPUBLISHED, ours, Double.NaN, Basis.STRUCTURE, how);
    }
  }

  /** Whether every line agrees with what was published, as far as it must. */
  public boolean agrees() {
    return lines.stream().allMatch(Line::agrees);
  }

  /** The figure about {@code what}; there must be one. */
  public Line line(String what) {
    return lines.stream().filter(line -> line.what().equals(what)).findFirst().orElseThrow();
  }
}
