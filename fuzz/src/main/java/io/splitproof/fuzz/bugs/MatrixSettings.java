package io.splitproof.fuzz.bugs;

import io.splitproof.fuzz.campaign.Guidance;
import java.time.Duration;
import java.util.List;

/**
 * What is to be measured.
 *
 * @param bugs the bugs to hunt
 * @param guidances how
 * @param seeds hunts for each bug and guidance, at least 1
 * @param firstSeed seed of the first; the others count up from it
 * @param budget time on a processor that a hunt may take, counted from its first program
 * @param workers hunts side by side, a process each
 * @param clean how long to search where no bug is known, for the discovery estimate; null not to
 */
public record MatrixSettings(
    List<Bug> bugs,
    List<Guidance> guidances,
    int seeds,
    long firstSeed,
    Duration budget,
    int workers,
    Duration clean) {

  private static final double NANOS = 1e9;

  /** The budget in seconds. */
  public double budgetSeconds() {
    return budget.toNanos() / NANOS;
  }

  /** Hunts in all. */
  public int hunts() {
    return bugs.size() * guidances.size() * seeds;
  }
}
