package io.splitproof.fuzz.bugs;

import io.splitproof.fuzz.campaign.Guidance;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

/** A matrix as one HTML page that needs nothing else: numbers, and a curve for each bug. */
public final class MatrixPage {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --guided: #0b62a8; --unguided: #b3560b; --line: #ccc; }
      @media (prefers-color-scheme: dark) {
        :root { --guided: #6bb6f2; --unguided: #f0a35e; --line: #444; } }
      body { font: 16px/1.45 system-ui, sans-serif; margin: 0 auto; padding: 1rem;
        max-width: 75rem; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; }
      th, td { text-align: left; padding: .2rem .8rem .2rem 0; white-space: nowrap;
        border-bottom: 1px solid var(--line); }
      .curves { display: grid; gap: 1.2rem;
        grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr)); }
      figure { margin: 0; } .all { max-width: 40rem; }
      figcaption { font-size: .85rem; overflow-wrap: anywhere; }
      svg { width: 100%; height: auto; display: block; overflow: visible; }
      svg .grid { stroke: var(--line); stroke-width: 1; fill: none; }
      svg text { fill: currentColor; font-size: 9px; }
      svg .guided, svg .unguided { fill: none; stroke-width: 2; }
      svg .guided { stroke: var(--guided); }
      svg .unguided { stroke: var(--unguided); stroke-dasharray: 5 3; }
      .key .guided { color: var(--guided); } .key .unguided { color: var(--unguided); }
      """;

  /** Room below the box for what is written there. */
  private static final int LEGEND = 14;

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
    page.element("style", STYLE);
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
                + " hunt, in time on a processor from its first program on. Curves show the share"
                + " of hunts that have found their bug by a time; the axis is logarithmic.",
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
    for (double seconds : new double[] {0.01, 0.1, 1, 10, 100, 1000}) {
      double x = curve.x(seconds);
      if (x > 0 && x < Curve.WIDTH) {
        String at = String.format(Locale.ROOT, "%.1f", x);
        page.empty("path", "class", "grid", "d", "M" + at + " 0V" + bottom);
        String label = (seconds < 1 ? Double.toString(seconds) : (int) seconds + "") + " s";
        page.element("text", label, "x", at, "y", Integer.toString(Curve.HEIGHT + LEGEND - 4));
      }
    }
  }

  private void path(Guidance guidance, Exposures hunts) throws XMLStreamException {
    if (Arrays.stream(hunts.seconds()).findAny().isPresent()) {
      page.empty("path", "class", guidance.text(), "d", curve.path(hunts.seconds()));
    }
  }
}
