package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.bugs.Bug;
import io.splitproof.fuzz.bugs.Exposure;
import io.splitproof.fuzz.bugs.Hunting;
import io.splitproof.fuzz.campaign.Guidance;
import java.util.Locale;

/** Says how many hunts have ended, and how the last one did. */
final class HuntLine implements Hunting.Watcher {

  private final Progress progress;
  private final int hunts;
  private int ended;
  private int missed;

  HuntLine(Progress progress, int hunts) {
    this.progress = progress;
    this.hunts = hunts;
  }

  @Override
  public void ended(Bug bug, Guidance guidance, Exposure exposure) {
    ended++;
    missed += exposure.found() ? 0 : 1;
    String line =
        String.format(
            Locale.ROOT,
            "%d/%d hunts, %d missed: %s, %s, seed %d: %s after %.2f s, %d programs",
            ended,
            hunts,
            missed,
            bug.name(),
            guidance.text(),
            exposure.seed(),
            exposure.found() ? exposure.signature() : "nothing",
            exposure.seconds(),
            exposure.programs());
    progress.show(() -> line);
  }
}
