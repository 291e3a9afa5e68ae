package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.bugs.Bug;
import io.splitproof.fuzz.bugs.BugRow;
import io.splitproof.fuzz.bugs.Contrast;
import io.splitproof.fuzz.bugs.Exposures;
import io.splitproof.fuzz.bugs.Matrix;
import io.splitproof.fuzz.bugs.MatrixSettings;
import io.splitproof.fuzz.campaign.Discovery;
import io.splitproof.fuzz.campaign.Guidance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A matrix in words. */
final class MatrixText {

  private static final List<String> HEADINGS =
      List.of(
          "bug", "caught by", "found", "found by", "found alone", "programs", "median", "worst");

  private static final List<String> COMPARED =
      List.of("unguided", "programs", "median", "ratio", "A12", "p");

  private static final String LEGEND =
      """
      caught by    the check that must find the bug
      found        hunts that found it, of all; found by: the checks they found it by
      found alone  checks that find it in its own program when no other is on
      programs     programs until it was found, the median of the hunts
      median       time on a processor until then; worst: of the hunt that took longest""";

  private static final String COMPARED_LEGEND =
      """

      unguided     the same without coverage, states and corpus
      ratio        of the medians: how many times as fast guided hunts are
      A12          chance that a guided hunt is the sooner of two
      p            chance of such a difference by luck""";

  private MatrixText() {}

  /** What is about to be done, in one line. */
  static String opening(MatrixSettings settings) {
    return String.format(
        Locale.ROOT,
        "hunting %d bugs, %s, seeds %d to %d, budget %.1f s each, workers %d: at most %d hunts",
        settings.bugs().size(),
        settings.guidances().stream().map(Guidance::text).collect(Collectors.joining(" and ")),
        settings.firstSeed(),
        settings.firstSeed() + settings.seeds() - 1,
        settings.budgetSeconds(),
        settings.workers(),
        settings.hunts());
  }

  /** Every bug and where it comes from, a line each. */
  static String list(List<Bug> bugs) {
    Columns columns = new Columns();
    columns.add(List.of("bug", "caught by", "from"));
    for (Bug bug : bugs) {
      columns.add(List.of(bug.name(), orDash(bug.caughtBy()), bug.variant().provenance()));
    }
    return columns.toString();
  }

  /** What was measured, in several lines, without a newline at the end. */
  static String of(Matrix matrix) {
    boolean compared = matrix.settings().guidances().size() > 1;
    Columns columns = new Columns();
    columns.add(compared ? join(HEADINGS, COMPARED) : HEADINGS);
    for (BugRow row : matrix.rows()) {
      columns.add(compared ? join(cells(row), compared(matrix, row)) : cells(row));
    }
    StringBuilder text = new StringBuilder(columns.toString());
    text.append("\n\n").append(LEGEND).append(compared ? COMPARED_LEGEND : "");
    text.append("\n\n").append(verdict(matrix));
    if (!matrix.unshown().isEmpty()) {
      text.append("\nnot found in their own programs by the check that must find them: ");
      text.append(String.join(", ", matrix.unshown()));
    }
    if (compared) {
      text.append('\n').append(overall(matrix));
    }
    if (matrix.clean() != null) {
      text.append('\n').append(clean(matrix));
    }
    return text.toString();
  }

  private static List<String> join(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static List<String> cells(BugRow row) {
    Exposures hunts = row.main();
    return List.of(
        row.bug().name(),
        orDash(row.bug().caughtBy()),
        hunts.found() + "/" + hunts.all().size(),
        orDash(counts(hunts.checks())),
        row.bug().program() == null ? "no program" : orDash(String.join(" ", row.foundAlone())),
        Waits.count(hunts.medianPrograms()),
        Waits.seconds(hunts.medianSeconds(), hunts),
        Waits.seconds(hunts.worstSeconds(), hunts));
  }

  private static List<String> compared(Matrix matrix, BugRow row) {
    Exposures unguided = row.hunts().get(Guidance.UNGUIDED);
    Contrast contrast = row.contrast(matrix.settings().budgetSeconds());
    return List.of(
        unguided.found() + "/" + unguided.all().size(),
        Waits.count(unguided.medianPrograms()),
        Waits.seconds(unguided.medianSeconds(), unguided),
        contrast == null ? "-" : Waits.ratio(contrast),
        contrast == null ? "-" : String.format(Locale.ROOT, "%.2f", contrast.a12()),
        contrast == null ? "-" : String.format(Locale.ROOT, "%.3g", contrast.p()));
  }

  private static String counts(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String verdict(Matrix matrix) {
    int seeds = matrix.settings().seeds();
    long always = matrix.rows().stream().filter(row -> row.foundAlways(seeds)).count();
    long censored = matrix.rows().stream().mapToLong(row -> row.main().censored()).sum();
    return String.format(
        Locale.ROOT,
        "%d of %d bugs found in each of %d hunts; %d hunts censored: the budget of %.1f s was"
            + " used up, and they count as longer than any other",
        always,
        matrix.rows().size(),
        seeds,
        censored,
        matrix.settings().budgetSeconds());
  }

  private static String overall(Matrix matrix) {
    int slow = matrix.slowContrasts().size();
    if (slow == 0) {
      return "guided against unguided: no bug has a median above a second";
    }
    return String.format(
        Locale.ROOT,
        "guided against unguided: %.2f times as fast, the median over the %d bugs with a median"
            + " above a second (a censored median counts as the budget)",
        matrix.overallRatio(),
        slow);
  }

  private static String clean(Matrix matrix) {
    String heading =
        String.format(
            Locale.ROOT,
            "%s, %d programs, %d findings: ",
            matrix.clean().settings().variant().name(),
            matrix.clean().status().programs(),
            matrix.clean().findings().size());
    Discovery discovery = matrix.clean().status().discovery();
    return heading
        + (discovery.isTelling() ? CampaignText.discovery(discovery) : "too few to say more");
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
