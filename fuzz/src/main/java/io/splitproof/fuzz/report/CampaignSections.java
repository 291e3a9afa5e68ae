package io.splitproof.fuzz.report;

import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.tr;

import io.splitproof.fuzz.report.CampaignHistory.Sample;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How a campaign went: figures, curves, settings. */
final class CampaignSections {

  private static final double MEBIBYTE = 1 << 20;
  private static final double MILLIS = 1000;

  private final CampaignSummary summary;
  private final CampaignHistory history;

  CampaignSections(CampaignSummary summary, CampaignHistory history) {
    this.summary = summary;
    this.history = history;
  }

  /** The figures people ask for first. */
  DomContent tiles() {
    List<DomContent> tiles = new ArrayList<>();
    double seconds = latest("elapsedMillis", s -> s.elapsedSeconds() * MILLIS) / MILLIS;
    double programs = latest("programs", Sample::programs);
    double operations = latest("operations", Sample::operations);
    tile(tiles, Figures.seconds(seconds), "of searching");
    tile(tiles, Figures.of(programs), "programs");
    tile(tiles, Figures.of(programs / seconds), "programs a second");
    tile(tiles, Figures.of(operations), "operations");
    tile(tiles, Figures.of(operations / seconds), "operations a second");
    tile(tiles, Figures.of(latest("features", Sample::features)), "features");
    tile(tiles, Figures.of(latest("states", Sample::states)), "states");
    tile(tiles, Figures.of(latest("corpus", Sample::corpus)), "programs in the corpus");
    return div(each(tiles, tile -> tile)).withClass("tiles");
  }

  private double latest(String name, ToDoubleFunction<Sample> quantity) {
    double known = summary == null ? Double.NaN : summary.number(name);
    int size = history.samples().size();
    return Double.isNaN(known) && size > 0
        ? quantity.applyAsDouble(history.samples().get(size - 1))
        : known;
  }

  private static void tile(List<DomContent> tiles, String figure, String of) {
    tiles.add(div(b(figure), span(of)).withClass("tile"));
  }

  /** How it went over time. */
  DomContent charts() {
    List<DomContent> charts = new ArrayList<>();
    chart(charts, "Features", "branches and states seen", Sample::features);
    chart(charts, "States", "different states of tables and results", Sample::states);
    chart(charts, "Findings", "different signatures", Sample::findings);
    chart(charts, "Speed", "programs a second", Sample::programsPerSecond);
    chart(charts, "Corpus", "programs kept", Sample::corpus);
    chart(charts, "Heap", "MiB in use by all workers", s -> s.heapBytes() / MEBIBYTE);
    return charts.isEmpty()
        ? p("Not recorded: there is no " + CampaignHistory.FILE + " with two lines or more.")
            .withClass("soft")
        : div(each(charts, chart -> chart)).withClass("charts");
  }

  private void chart(
      List<DomContent> charts, String name, String of, ToDoubleFunction<Sample> quantity) {
    Drawn drawn = Chart.of(name, history, quantity);
    if (drawn != null) {
      charts.add(figure(figcaption(b(name), text(" " + of)), drawn));
    }
  }

  /** What it was to do. */
  DomContent settings() {
    if (summary == null) {
      return p("Not recorded: there is no " + CampaignSummary.FILE + ".").withClass("soft");
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("variant", summary.text("variant"));
    settings.put("clients", summary.text("clients"));
    settings.put("checks on", String.join(", ", summary.texts("checks")));
    String machine = summary.text("machine");
    settings.put("machine", machine.isEmpty() ? "every one of the catalogue" : machine);
    settings.put("seed", summary.text("seed"));
    settings.put("workers", summary.text("workers"));
    settings.put("restarts of workers", summary.text("restarts"));
    settings.put("trouble", summary.text("trouble"));
    settings.values().removeIf(String::isEmpty);
    return Pane.of(
        "settings",
        table(tbody(each(settings.entrySet(), e -> tr(th(e.getKey()), td(e.getValue()))))));
  }
}
