package io.splitproof.fuzz.bugs;

import io.splitproof.fuzz.campaign.CampaignResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Bugs by checks by time: what was measured.
 *
 * @param settings what was to be
 * @param rows one a bug, in order
 * @param clean the search where no bug is known, or null
 * @param finished hunts that came to an end; fewer than planned if somebody stopped them
 */
public record Matrix(
    MatrixSettings settings, List<BugRow> rows, CampaignResult clean, int finished) {

  /** Medians above this many seconds are worth comparing; below, starting up is all there is. */
  public static final double COMPARED_SECONDS = 1;

  /** Whether every bug was found in every hunt. */
  public boolean foundAll() {
    return rows.stream().allMatch(row -> row.foundAlways(settings.seeds()));
  }

  /** Bugs that the check which must find them does not find in their own program. */
  public List<String> unshown() {
    return rows.stream()
        .filter(row -> row.bug().program() != null && !row.bug().caughtBy().isEmpty())
        .filter(row -> !row.foundAlone().contains(row.bug().caughtBy()))
        .map(row -> row.bug().name())
        .toList();
  }

  /** Whether every hunt came to an end. */
  public boolean isWhole() {
    return finished == settings.hunts();
  }

  /** Why hunts failed, where they did. */
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    for (BugRow row : rows) {
      row.hunts().values().stream()
          .flatMap(hunts -> hunts.all().stream())
          .forEach(hunt -> failures.addAll(hunt.failures()));
    }
    if (clean != null) {
      failures.addAll(clean.failures());
    }
    return failures;
  }

  /** The bugs that take longer than a second by at least one median, with what guidance gains. */
  public List<Contrast> slowContrasts() {
    List<Contrast> slow = new ArrayList<>();
    for (BugRow row : rows) {
      Contrast contrast = row.contrast(settings.budgetSeconds());
      if (contrast != null
          && contrast.bounded() != Contrast.Bounded.UNKNOWN
          && row.hunts().values().stream()
              .anyMatch(hunts -> hunts.medianSeconds() > COMPARED_SECONDS)) {
        slow.add(contrast);
      }
    }
    return slow;
  }

  /** The median of their ratios; NaN if there are none. */
  public double overallRatio() {
    return Statistics.median(
        slowContrasts().stream().mapToDouble(Contrast::ratio).toArray());
  }
}
