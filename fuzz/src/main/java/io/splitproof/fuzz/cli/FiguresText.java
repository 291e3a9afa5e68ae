package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.figures.Figure;
import io.splitproof.fuzz.figures.Figure.Line;
import io.splitproof.fuzz.report.Plot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures as text: what was published, ours, how far apart, and below that how it was computed. */
final class FiguresText {

  /** Rows of a plot's values. */
  private static final int MOST_ROWS = 11;

  private static final double WHOLE = 100;

  private FiguresText() {}

  /** One figure. */
  static String of(Figure figure) {
    Map<String, Integer> hows = new LinkedHashMap<>();
    Columns table = new Columns();
    boolean any = figure.lines().stream().anyMatch(FiguresText::isPublished);
    table.add(
        any
            ? List.of("", "published", "ours", "ratio", "depends on", "how")
            : List.of("", "ours", "how"));
    for (Line line : figure.lines()) {
      String how = "[" + hows.computeIfAbsent(line.how(), text -> hows.size() + 1) + "]";
      String basis = line.basis().text();
      table.add(
          any
              ? List.of(line.what(), line.published(), line.ours(), ratio(line), basis, how)
              : List.of(line.what(), line.ours(), how));
    }
    StringBuilder text = new StringBuilder();
    text.append(figure.title()).append(" (").append(figure.name()).append(")\n");
    text.append("published: ").append(figure.source()).append("\n\n");
    text.append(table).append("\n\n");
    hows.forEach((how, number) -> text.append("[" + number + "] " + how + "\n"));
    for (Plot plot : figure.plots()) {
      text.append('\n').append(plot.title()).append(" over ").append(plot.across()).append('\n');
      text.append(values(plot)).append('\n');
    }
    for (String note : figure.notes()) {
      text.append('\n').append(note).append('\n');
    }
    return text.toString();
  }

  private static boolean isPublished(Line line) {
    return !line.published().equals(Figure.UNPUBLISHED);
  }

  private static String ratio(Line line) {
    if (Double.isNaN(line.ratio())) {
      return "";
    }
    String percent = String.format(Locale.ROOT, "%.1f %%", 100 * line.ratio());
    return line.agrees() ? percent : percent + " (disagrees)";
  }

  private static Columns values(Plot plot) {
    Columns table = new Columns();
    List<String> head = new ArrayList<>(List.of(""));
    plot.curves().forEach(curve -> head.add(curve.name()));
    table.add(head);
    List<Double> places = plot.curves().get(0).x();
    int step = Math.max(1, (places.size() + MOST_ROWS - 2) / (MOST_ROWS - 1));
    for (int i = 0; i < places.size(); i++) {
      if (i % step == 0 || i == places.size() - 1) {
        List<String> row = new ArrayList<>(List.of(number(places.get(i))));
        for (Plot.Curve curve : plot.curves()) {
          row.add(number(curve.y().get(i)));
        }
        table.add(row);
      }
    }
    return table;
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) || value >= WHOLE;
    return String.format(Locale.ROOT, whole ? "%,.0f" : "%.2f", value);
  }
}
