package io.splitproof.fuzz.report;

import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import com.fasterxml.jackson.databind.JsonNode;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** How soon each known bug is found, from what {@code bugs --json} printed. */
final class MatrixSection {

  private static final double FASTEST = 0.01;
  private static final int WIDTH = 176;

  private final JsonNode matrix;
  private final double budget;

  MatrixSection(JsonNode matrix) {
    this.matrix = matrix;
    this.budget = Math.max(1, matrix.path("budgetSeconds").asDouble(1));
  }

  DomContent content() {
    List<JsonNode> bugs = new ArrayList<>();
    matrix.path("bugs").forEach(bugs::add);
    return div(
        p(introduction(bugs)),
        Pane.of("known bugs", table(header(), tbody(each(bugs, this::row)))));
  }

  private static DomContent header() {
    return thead(
        tr(
            th("bug"),
            th("found by"),
            th("hunts").withClass("number"),
            th("median").withClass("number"),
            th("worst").withClass("number"),
            th("programs").withClass("number"),
            th("fastest to slowest, median; axis logarithmic")));
  }

  private String introduction(List<JsonNode> bugs) {
    long whole = bugs.stream().filter(bug -> guided(bug).path("censored").asInt(1) == 0).count();
    return String.format(
        Locale.ROOT,
        "%d known bugs, each hunted from an empty corpus with %d seeds, at most %s a hunt: %d found"
            + " in every hunt. Times are on a processor. Hunts that used up their budget are"
            + " censored and count as longest.",
        bugs.size(),
        matrix.path("seeds").asInt(),
        Figures.seconds(budget),
        whole);
  }

  private static JsonNode guided(JsonNode bug) {
    return bug.has("guided") ? bug.path("guided") : bug.path("unguided");
  }

  private DomContent row(JsonNode bug) {
    JsonNode hunts = guided(bug);
    int found = hunts.path("found").asInt();
    int censored = hunts.path("censored").asInt();
    String checks =
        StreamSupport.stream(hunts.path("checks").spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(", "));
    return tr(
            td(code(bug.path("name").asText())),
            td(checks),
            td(found + " of " + (found + censored)).withClass("number"),
            td(seconds(hunts.path("medianSeconds"))).withClass("number"),
            td(seconds(hunts.path("worstSeconds"))).withClass("number"),
            td(programs(hunts.path("medianPrograms"))).withClass("number"),
            td(whiskers(hunts)))
        .withClass(found == 0 ? "never" : "came-up")
        .attr("title", bug.path("provenance").asText());
  }

  private static String seconds(JsonNode value) {
    return value.isNumber() ? Figures.seconds(value.doubleValue()) : "censored";
  }

  private static String programs(JsonNode value) {
    return Figures.of(value.isNumber() ? value.doubleValue() : Double.NaN);
  }

  private Drawn whiskers(JsonNode hunts) {
    double fastest = Double.POSITIVE_INFINITY;
    double slowest = 0;
    for (JsonNode hunt : hunts.path("hunts")) {
      boolean missed = hunt.path("signature").isNull();
      double seconds = missed ? budget : hunt.path("seconds").asDouble(budget);
      fastest = Math.min(fastest, seconds);
      slowest = Math.max(slowest, seconds);
    }
    Drawn svg = new Drawn("svg", "class", "whiskers", "viewBox", "0 0 " + WIDTH + " 14");
    svg.attr("role", "img").attr("aria-label", "from " + Figures.seconds(fastest) + " to "
        + Figures.seconds(slowest));
    if (slowest > 0) {
      svg.with(new Drawn("path", "class", "range", "d", "M" + x(fastest) + " 7H" + x(slowest)));
    }
    JsonNode median = hunts.path("medianSeconds");
    if (median.isNumber()) {
      svg.with(
          new Drawn("circle", "class", "median", "cx", x(median.doubleValue()), "cy", 7, "r", 4));
    }
    return svg;
  }

  private String x(double seconds) {
    double share = Math.log(Math.max(FASTEST, seconds) / FASTEST) / Math.log(budget / FASTEST);
    return String.format(Locale.ROOT, "%.1f", 4 + (WIDTH - 8) * Math.min(1, share));
  }
}
