package io.splitproof.fuzz.bugs;

import io.splitproof.fuzz.campaign.Guidance;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;

/** The numbers of a matrix as a table of a page. */
record MatrixTable(Matrix matrix) {

  void write(Markup page) throws XMLStreamException {
    page.open("div", "class", "scroll");
    page.open("table");
    page.open("thead");
    headings(page);
    page.close();
    page.open("tbody");
    for (BugRow row : matrix.rows()) {
      row(page, row);
    }
    page.close();
    page.close();
    page.close();
  }

  private void headings(Markup page) throws XMLStreamException {
    page.open("tr");
    page.element("th", "bug");
    page.element("th", "must be found by");
    page.element("th", "its program: found alone by");
    for (Guidance guidance : matrix.settings().guidances()) {
      page.element("th", guidance.text() + ": found");
      page.element("th", "by");
      page.element("th", "median programs");
      page.element("th", "median s");
      page.element("th", "worst s");
    }
    if (matrix.settings().guidances().size() > 1) {
      page.element("th", "ratio of medians");
      page.element("th", "A12");
      page.element("th", "p");
    }
    page.close();
  }

  private void row(Markup page, BugRow row) throws XMLStreamException {
    page.open("tr");
    page.element("td", row.bug().name(), "title", row.bug().variant().provenance());
    page.element("td", row.bug().caughtBy());
    page.element("td", String.join(", ", row.foundAlone()));
    for (Guidance guidance : matrix.settings().guidances()) {
      hunts(page, row.hunts().get(guidance));
    }
    Contrast contrast = row.contrast(matrix.settings().budgetSeconds());
    if (contrast != null) {
      page.element("td", number("%.2f", contrast.ratio()));
      page.element("td", number("%.2f", contrast.a12()));
      page.element("td", number("%.3g", contrast.p()));
    }
    page.close();
  }

  private static void hunts(Markup page, Exposures hunts) throws XMLStreamException {
    page.element("td", hunts.found() + "/" + hunts.all().size());
    page.element("td", counts(hunts.checks()));
    page.element("td", number("%.0f", hunts.medianPrograms()));
    page.element("td", number("%.2f", hunts.medianSeconds()));
    page.element("td", number("%.2f", hunts.worstSeconds()));
  }

  private static String counts(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String number(String format, double value) {
    if (Double.isInfinite(value)) {
      return "censored";
    }
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }
}
