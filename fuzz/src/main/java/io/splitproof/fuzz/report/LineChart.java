package io.splitproof.fuzz.report;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;

/**
 * A plot as SVG, one path a curve; who points at a place is told what all curves have there.
 *
 * <p>Drawn by hand for the reason that {@link Chart} is.
 */
public final class LineChart {

  /** The look of curves, the first, the second and so on; it goes behind that of all pages. */
  public static final String STYLE =
      """
      :root { --s0: #0b62a8; --s1: #b3560b; --s2: #1a7f4b; --s3: #86104e; --s4: #5b4bb5;
        --s5: #6b6b00; }
      @media (prefers-color-scheme: dark) { :root { --s0: #6bb6f2; --s1: #f0a35e; --s2: #5fcf94;
        --s3: #f28bc0; --s4: #b3a7ff; --s5: #d8d060; } }
      .chart .c0 { stroke: var(--s0); } .chart .c1 { stroke: var(--s1); }
      .chart .c2 { stroke: var(--s2); } .chart .c3 { stroke: var(--s3); }
      .chart .c4 { stroke: var(--s4); } .chart .c5 { stroke: var(--s5); }
      .chart .c1 { stroke-dasharray: 7 3; } .chart .c2 { stroke-dasharray: 2 2.5; }
      .chart .c3 { stroke-dasharray: 9 3 2 3; } .chart .c4 { stroke-dasharray: 5 5; }
      .key { list-style: none; padding: 0; margin: .3rem 0 0; display: flex; flex-wrap: wrap;
        gap: .1rem 1rem; font-size: .85rem; }
      .key svg { display: inline-block; vertical-align: 3px; margin-right: .35rem; }
      """;

  private static final int COLOURS = 6;
  private static final int WIDTH = 480;
  private static final int HEIGHT = 180;
  private static final int LEFT = 34;
  private static final int BOTTOM = 16;

  private final Plot plot;
  private final Ticks across;
  private final Ticks up;

  private LineChart(Plot plot) {
    this.plot = plot;
    this.across = Ticks.upTo(greatest(plot.curves().stream().map(Plot.Curve::x).toList()));
    this.up = Ticks.upTo(greatest(plot.curves().stream().map(Plot.Curve::y).toList()));
  }

  private static double greatest(List<List<Double>> values) {
    return values.stream()
        .flatMap(List::stream)
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(1);
  }

  /** The drawing. */
  public static DomContent of(Plot plot) {
    return new LineChart(plot).drawn();
  }

  /** The sign of the curve of that number, for a legend. */
  public static DomContent sign(int number) {
    return new Drawn(
            "svg", "class", "chart", "viewBox", "0 0 28 4", "style", "width:28px;margin-top:0")
        .attr("aria-hidden", "true")
        .with(new Drawn("path", "class", colour(number), "d", "M0 2H28"));
  }

  private static String colour(int number) {
    return "curve c" + number % COLOURS;
  }

  private DomContent drawn() {
    String box = "0 -6 " + (WIDTH + 6) + " " + (HEIGHT + BOTTOM + 8);
    Drawn svg = new Drawn("svg", "class", "chart", "viewBox", box, "role", "img");
    svg.attr("aria-label", label());
    axes(svg);
    for (int i = 0; i < plot.curves().size(); i++) {
      svg.with(new Drawn("path", "class", colour(i), "d", path(plot.curves().get(i))));
    }
    spots(svg);
    return svg;
  }

  private String label() {
    StringBuilder text = new StringBuilder(plot.title() + " over " + plot.across());
    for (Plot.Curve curve : plot.curves()) {
      List<Double> values = curve.y();
      text.append("; ").append(curve.name()).append(" from ").append(Figures.of(values.get(0)));
      text.append(" to ").append(Figures.of(values.get(values.size() - 1)));
    }
    return text.toString();
  }

  private void axes(Drawn svg) {
    for (double value : up.values()) {
      String y = number(y(value));
      svg.with(new Drawn("path", "class", "grid", "d", "M" + LEFT + " " + y + "H" + WIDTH));
      svg.with(Drawn.text(Figures.brief(value), LEFT - 4, number(y(value) + 3.5), "end"));
    }
    for (double value : across.values()) {
      String anchor = x(value) > WIDTH - 12 ? "end" : "middle";
      svg.with(
          Drawn.text(Figures.brief(value), number(x(value)), HEIGHT + BOTTOM - 2, anchor));
    }
  }

  private String path(Plot.Curve curve) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < curve.x().size(); i++) {
      line.append(i == 0 ? "M" : "L");
      line.append(number(x(curve.x().get(i)))).append(' ').append(number(y(curve.y().get(i))));
    }
    return line.toString();
  }

  private void spots(Drawn svg) {
    List<Double> places = plot.curves().get(0).x();
    for (int i = 0; i < places.size(); i++) {
      double x = x(places.get(i));
      double from = i == 0 ? x : (x + x(places.get(i - 1))) / 2;
      double to = i == places.size() - 1 ? x : (x + x(places.get(i + 1))) / 2;
      svg.with(
          new Drawn(
                  "rect",
                  "class", "spot",
                  "x", number(from),
                  "y", 0,
                  "width", number(Math.max(0.5, to - from)),
                  "height", HEIGHT)
              .with(Drawn.tip(tip(i))));
    }
  }

  private String tip(int index) {
    StringBuilder text =
        new StringBuilder(Figures.of(plot.curves().get(0).x().get(index)) + " " + plot.across());
    for (Plot.Curve curve : plot.curves()) {
      text.append("; ").append(curve.name()).append(": ");
      text.append(Figures.of(curve.y().get(index)));
    }
    return text.toString();
  }

  private double x(double value) {
    return LEFT + (WIDTH - LEFT) * value / across.last();
  }

  private double y(double value) {
    return HEIGHT * (1 - value / up.last());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
