package io.splitproof.fuzz.campaign;

import java.time.Duration;
import java.util.Map;

/**
 * How a campaign stands.
 *
 * @param elapsed since its first program
 * @param programs programs run
 * @param operations operations the machines carried out
 * @param skipped steps a well-behaved client would not have made
 * @param corpus programs in the largest worker's corpus
 * @param features what the best worker has seen of branches and states, as libFuzzer counts
 * @param geometries programs run, by geometry
 * @param covered what else programs had to do with
 * @param findings programs that diverged, by signature
 * @param spent time on a processor since the first program, of the worker that took most
 * @param discovery what it may still come upon
 * @param health how well it can do its work
 */
public record CampaignStatus(
    Duration elapsed,
    long programs,
    long operations,
    long skipped,
    long corpus,
    long features,
    Map<String, Long> geometries,
    Covered covered,
    Map<String, Long> findings,
    Duration spent,
    Discovery discovery,
    Health health) {

  /** How a campaign stands that has not begun. */
  static final CampaignStatus NOTHING =
      new CampaignStatus(
          Duration.ZERO,
          0,
          0,
          0,
          0,
          0,
          Map.of(),
          Covered.NOTHING,
          Map.of(),
          Duration.ZERO,
          new Discovery(0, 0, 0),
          Health.GOOD);

  /** Programs run in a second, since the first one ran. */
  public long programsPerSecond() {
    return perSecond(programs);
  }

  /** Operations carried out in a second, since the first one ran. */
  public long operationsPerSecond() {
    return perSecond(operations);
  }

  private long perSecond(long count) {
    return count * 1000 / Math.max(1, elapsed.toMillis());
  }
}
