package io.splitproof.fuzz.report;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.i;
import static j2html.TagCreator.p;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.tr;

import io.splitproof.fuzz.run.Checks;
import io.splitproof.oracle.checks.CheckName;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a campaign covered, and what it did not. */
final class CoverageSection {

  private final CampaignSummary summary;

  /** Of a campaign whose status is known. */
  CoverageSection(CampaignSummary summary) {
    this.summary = summary;
  }

  DomContent content() {
    List<DomContent> parts = new ArrayList<>();
    counts(parts, "Operations carried out", "operationKinds");
    counts(parts, "Programs, by geometry", "geometries");
    counts(parts, "Allocations made to fail", "failurePoints");
    counts(parts, "Programs, by machine", "machines");
    return div(
        checks(),
        discovery(),
        div(each(parts, part -> part)).withClass("columns"));
  }

  private DomContent checks() {
    List<String> on = summary.texts("checks");
    if (on.isEmpty()) {
      return p("Which checks were on is not recorded.").withClass("soft");
    }
    List<String> off =
        Checks.ALL.stream().map(CheckName::text).filter(name -> !on.contains(name)).toList();
    return p(
        off.isEmpty()
            ? "Every check was on: " + String.join(", ", on) + "."
            : "Checks on: " + String.join(", ", on) + ". Not judged by: "
                + String.join(", ", off) + ".");
  }

  /** The chance that there is more to come, with what is to be said against the estimate. */
  private DomContent discovery() {
    double programs = summary.number("programs");
    double states = summary.number("states");
    double singletons = summary.number("singletons");
    boolean known = states > 0 && programs > 0 && !Double.isNaN(singletons);
    if (!known) {
      return p("What is still to be discovered cannot be told: too little is recorded.")
          .withClass("soft");
    }
    return div(
        h3("What is still to be discovered"),
        p(
            Figures.of(singletons) + " of " + Figures.of(states)
                + " states came up in one program alone: " + next(programs, singletons) + "."),
        p("This is the Good-Turing estimate for draws that do not depend on each other. A guided"
                + " search draws near what it kept, so it is an order of magnitude; and it says"
                + " nothing about faults that show in no such state.")
            .withClass("soft"));
  }

  private static String next(double programs, double singletons) {
    if (singletons == 0) {
      return "a program that shows a new one is rare";
    }
    double chance = Math.min(1, singletons / programs);
    String share = String.format(Locale.ROOT, "%.2g %%", 100 * chance);
    return chance > 0.5
        ? "most programs still show a new one"
        : "about one program in " + Figures.of(Math.floor(1 / chance)) + " shows a new one ("
            + share + ")";
  }

  private void counts(List<DomContent> parts, String title, String name) {
    Map<String, Long> counts = summary.counts(name);
    if (counts.isEmpty()) {
      return;
    }
    List<Map.Entry<String, Long>> entries = new ArrayList<>(counts.entrySet());
    entries.sort(Map.Entry.<String, Long>comparingByValue().reversed());
    long most = Math.max(1, entries.get(0).getValue());
    long never = counts.values().stream().filter(count -> count == 0).count();
    String missing = never == 0 ? "" : ": " + never + " of " + counts.size() + " never";
    parts.add(
        div(
                table(
                    caption(title + missing),
                    tbody(each(entries, entry -> row(entry.getKey(), entry.getValue(), most)))))
            .withClass("scroll"));
  }

  private static DomContent row(String name, long count, long most) {
    String width = String.format(Locale.ROOT, "width:%.1f%%", 100.0 * count / most);
    boolean never = count == 0;
    return tr(
            th(name),
            td(never ? "never" : Figures.of(count)).withClass("number"),
            td(never ? null : i().attr("style", width)).withClass("bar"))
        .withClass(never ? "never" : "came-up");
  }
}
