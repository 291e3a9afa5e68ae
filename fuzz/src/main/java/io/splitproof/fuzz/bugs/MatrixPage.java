package io.splitproof.fuzz.bugs;

import io.splitproof.fuzz.campaign.Guidance;
import io.splitproof.fuzz.report.Stylesheet;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

/** A matrix as one HTML page that needs nothing else: numbers, and a curve for each bug. */
public final class MatrixPage {

  /** What it has beyond the look of all pages. */
  private static final String STYLE =
      """
      th, td { white-space: nowrap; }
      .curves { display: grid; gap: 1.2rem;
        grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr)); }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem;
        font-size: .85rem; max-width: 50rem; }
      dt { font-weight: 600; } dd { margin: 0; }
      figure { margin: 0; } .all { max-width: 40rem; }
      figcaption { overflow-wrap: anywhere; }
      svg { width: 100%; height: auto; }
      svg .grid { stroke: var(--line); stroke-width: 1; fill: none; }
      svg text { font-size: 9px; }
      svg .guided, svg .unguided { fill: none; stroke-width: 2; }
      svg .guided { stroke: var(--guided); }
      svg .unguided { stroke: var(--unguided); stroke-dasharray: 5 3; }
      .key .guided { color: var(--guided); } .key .unguided { color: var(--unguided); }
      """;

  /** Room below the box for what is written there. */
  private static final int LEGEND = 14;

  /** Half of what a label of the axis takes. */
  private static final int LABEL = 14;

  /** Curves begin here, or earlier if some hunt was faster. */
  private static final double FIRST_SECONDS = 0.01;

  private final Matrix matrix;
  private final Curve curve;
  private final Markup page;

  private MatrixPage(Matrix matrix, Markup page) {
    this.matrix = matrix;
    this.page = page;
    this.curve = new Curve(fastest(matrix), Math.max(1, matrix.settings().budgetSeconds()));
  }

  private static double fastest(Matrix matrix) {
    double least = FIRST_SECONDS;
    for (BugRow row : matrix.rows()) {
      for (Exposures hunts : row.hunts().values()) {
        for (double seconds : hunts.seconds()) {
          least = Math.min(least, Math.max(1e-4, seconds));
        }
      }
    }
    return least;
  }

  /** The page. It is well-formed XML too. */
  public static String of(Matrix matrix) {
    StringWriter text = new StringWriter();
    text.write("<!DOCTYPE html>\n");
    try {
      Markup page = new Markup(XMLOutputFactory.newFactory().createXMLStreamWriter(text));
      new MatrixPage(matrix, page).write();
      page.flush();
    } catch (XMLStreamException e) {
      throw new AssertionError("text that is no XML", e);
    }
    return text + "\n";
  }

  private void write() throws XMLStreamException {
    page.open("html", "lang", "en");
    page.open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.element("title", "Splitproof: known bugs");
    page.element("style", Stylesheet.text() + STYLE);
    page.close();
    page.open("body");
    page.element("h1", "Known bugs, and how soon they are found");
    introduction();
    page.element("h2", "All hunts");
    all();
    page.element("h2", "Each bug");
    page.open("div", "class", "curves");
    for (BugRow row : matrix.rows()) {
      figure(row);
    }
    page.close();
    page.element("h2", "Numbers");
    new MatrixTable(matrix).write(page);
    page.close();
    page.close();
  }

  private void introduction() throws XMLStreamException {
    MatrixSettings settings = matrix.settings();
    page.element(
        "p",
        String.format(
            Locale.ROOT,
            "%d bugs, %d hunts for each from an empty corpus, seeds %d to %d, at most %.1f s a"
                + " hunt. All times are seconds on a processor, from a hunt's first program on."
                + " Curves go up by a hunt when it has found its bug: from 0 to 100 %% of the"
                + " hunts, over seconds on a logarithmic axis.",
            settings.bugs().size(),
            settings.seeds(),
            settings.firstSeed(),
            settings.firstSeed() + settings.seeds() - 1,
            settings.budgetSeconds()));
    page.open("p", "class", "key");
    for (Guidance guidance : settings.guidances()) {
      String sign = guidance == Guidance.GUIDED ? "\u2014\u2014 " : "- - - ";
      page.element("span", sign + guidance.text() + " ", "class", guidance.text());
    }
    page.close();
    terms();
  }

  private void terms() throws XMLStreamException {
    page.open("dl");
    for (Guidance guidance : matrix.settings().guidances()) {
      term(guidance.text(), meaning(guidance));
    }
    term(
        "censored",
        "the hunt used up its time and found nothing; it counts as longer than any other");
    if (matrix.settings().guidances().size() > 1) {
      term("ratio of medians", "unguided over guided: above 1, guided hunts are faster");
      term("A12", "the chance that an unguided hunt takes longer than a guided one; 0.5: neither");
      term("p", "of a two-sided Mann-Whitney U test; small: the difference is hardly chance");
    }
    page.close();
  }

  private static String meaning(Guidance guidance) {
    return guidance == Guidance.GUIDED
        ? "programs that show new states of the page tables are kept and changed further"
        : "new programs of the same generator only: no coverage, no states, no corpus";
  }

  private void term(String name, String meaning) throws XMLStreamException {
    page.element("dt", name);
    page.element("dd", meaning);
  }

  private void all() throws XMLStreamException {
    page.open("figure", "class", "all");
    open("all hunts");
    for (Guidance guidance : matrix.settings().guidances()) {
      List<Exposure> hunts = new ArrayList<>();
      matrix.rows().forEach(row -> hunts.addAll(row.hunts().get(guidance).all()));
      path(guidance, new Exposures(hunts));
    }
    page.close();
    page.element("figcaption", "hunts that have found their bug (%), by seconds on a processor");
    page.close();
  }

  private void figure(BugRow row) throws XMLStreamException {
    page.open("figure");
    open(row.bug().name());
    for (Guidance guidance : matrix.settings().guidances()) {
      path(guidance, row.hunts().get(guidance));
    }
    page.close();
    page.element("figcaption", row.bug().name());
    page.close();
  }

  /** Opens a drawing with its axes. */
  private void open(String what) throws XMLStreamException {
    String box = "0 -2 " + Curve.WIDTH + " " + (Curve.HEIGHT + LEGEND);
    page.open("svg", "viewBox", box, "role", "img", "aria-label", "discovery curve: " + what);
    String bottom = Integer.toString(Curve.HEIGHT);
    page.empty("path", "class", "grid", "d", "M0 0V" + bottom + "H" + Curve.WIDTH);
    page.element("text", "100 %", "x", "2", "y", "8");
    page.element("text", "0 %", "x", "2", "y", Integer.toString(Curve.HEIGHT - 3));
    for (double seconds : new double[] {0.01, 0.1, 1, 10, 100, 1000}) {
      double x = curve.x(seconds);
      if (x > 0 && x < Curve.WIDTH) {
        String at = String.format(Locale.ROOT, "%.1f", x);
        page.empty("path", "class", "grid", "d", "M" + at + " 0V" + bottom);
        String label = (seconds < 1 ? Double.toString(seconds) : (int) seconds + "") + " s";
        String anchor = x > Curve.WIDTH - LABEL ? "end" : "middle";
        String y = Integer.toString(Curve.HEIGHT + LEGEND - 4);
        page.element("text", label, "x", at, "y", y, "text-anchor", anchor);
      }
    }
  }

  private void path(Guidance guidance, Exposures hunts) throws XMLStreamException {
    if (Arrays.stream(hunts.seconds()).findAny().isPresent()) {
      page.empty("path", "class", guidance.text(), "d", curve.path(hunts.seconds()));
    }
  }
}
