package io.splitproof.fuzz.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A quantity over the time of a campaign, as SVG.
 *
 * <p>Drawn by hand, because it is one path: chart libraries for Java draw through AWT, which wants
 * fonts that a server may not have, and write fixed colours and sizes, where this page follows the
 * reader's colours and the width of a phone, and works without scripts.
 */
final class Chart {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 120;
  private static final int LEFT = 34;
  private static final int BOTTOM = 16;

  /** Points drawn of the longest campaign; what lies between two of them is left out. */
  private static final int MOST_POINTS = 240;

  /** One point. */
  private record Point(double seconds, double value) {}

  private final List<Point> points = new ArrayList<>();
  private final double lastSecond;
  private final Ticks ticks;

  private Chart(CampaignHistory history, ToDoubleFunction<CampaignHistory.Sample> quantity) {
    for (CampaignHistory.Sample sample : history.samples()) {
      double value = quantity.applyAsDouble(sample);
      if (!Double.isNaN(value)) {
        points.add(new Point(sample.elapsedSeconds(), value));
      }
    }
    thin();
    lastSecond = points.isEmpty() ? 1 : Math.max(1e-3, points.get(points.size() - 1).seconds());
    ticks = Ticks.upTo(points.stream().mapToDouble(Point::value).max().orElse(1));
  }

  /**
   * The chart; null if fewer than two points are known.
   *
   * @param name what is drawn, for those who do not see it
   */
  static Drawn of(
      String name, CampaignHistory history, ToDoubleFunction<CampaignHistory.Sample> quantity) {
    Chart chart = new Chart(history, quantity);
    return chart.points.size() < 2 ? null : chart.drawn(name);
  }

  private void thin() {
    int step = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
    for (int i = points.size() - 2; i > 0 && step > 1; i--) {
      if (i % step != 0) {
        points.remove(i);
      }
    }
  }

  private Drawn drawn(String name) {
    Point last = points.get(points.size() - 1);
    String label =
        name + " over time, from " + Figures.of(points.get(0).value()) + " to "
            + Figures.of(last.value()) + " after " + Figures.seconds(lastSecond);
    String box = "0 -6 " + (WIDTH + 6) + " " + (HEIGHT + BOTTOM + 8);
    Drawn svg = new Drawn("svg", "class", "chart", "viewBox", box, "role", "img");
    svg.attr("aria-label", label);
    axes(svg);
    String line = line();
    String close = at(lastSecond, 0) + "L" + at(points.get(0).seconds(), 0) + "Z";
    svg.with(new Drawn("path", "class", "area", "d", "M" + line + "L" + close));
    svg.with(new Drawn("path", "class", "curve", "d", "M" + line));
    spots(svg);
    return svg;
  }

  private void axes(Drawn svg) {
    for (double value : ticks.values()) {
      String y = number(y(value));
      svg.with(new Drawn("path", "class", "grid", "d", "M" + LEFT + " " + y + "H" + WIDTH));
      svg.with(Drawn.text(Figures.brief(value), LEFT - 4, number(y(value) + 3.5), "end"));
    }
    Ticks times = Ticks.ofTime(lastSecond);
    for (double seconds : times.values()) {
      String x = number(x(seconds));
      String anchor = x(seconds) > WIDTH - 12 ? "end" : "middle";
      svg.with(Drawn.text(Figures.seconds(seconds), x, HEIGHT + BOTTOM - 2, anchor));
    }
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (Point point : points) {
      line.append(line.isEmpty() ? "" : "L").append(at(point.seconds(), point.value()));
    }
    return line.toString();
  }

  /** What each point says, for who points at it. */
  private void spots(Drawn svg) {
    for (int i = 0; i < points.size(); i++) {
      double x = x(points.get(i).seconds());
      double from = i == 0 ? x : (x + x(points.get(i - 1).seconds())) / 2;
      double to = i == points.size() - 1 ? x : (x + x(points.get(i + 1).seconds())) / 2;
      String tip =
          Figures.seconds(points.get(i).seconds()) + ": " + Figures.of(points.get(i).value());
      svg.with(
          new Drawn(
                  "rect",
                  "class", "spot",
                  "x", number(from),
                  "y", 0,
                  "width", number(Math.max(0.5, to - from)),
                  "height", HEIGHT)
              .with(Drawn.tip(tip)));
    }
  }

  private String at(double seconds, double value) {
    return number(x(seconds)) + " " + number(y(value));
  }

  private double x(double seconds) {
    return LEFT + (WIDTH - LEFT) * seconds / lastSecond;
  }

  private double y(double value) {
    return HEIGHT * (1 - value / ticks.last());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
