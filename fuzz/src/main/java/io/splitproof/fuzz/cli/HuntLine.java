package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.bugs.Bug;
import io.splitproof.fuzz.bugs.Exposure;
import io.splitproof.fuzz.bugs.Hunting;
import io.splitproof.fuzz.campaign.Guidance;
import java.io.PrintWriter;
import java.util.Locale;

/** Says how each hunt ended: on a terminal one line that keeps changing, elsewhere a line each. */
final class HuntLine implements Hunting.Watcher {

  private final PrintWriter err;
  private final boolean terminal;
  private final int hunts;
  private int ended;
  private int missed;

  HuntLine(PrintWriter err, boolean terminal, int hunts) {
    this.err = err;
    this.terminal = terminal;
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
    if (terminal) {
      err.print("\r" + line + "\u001b[K");
    } else {
      err.println(line);
    }
    err.flush();
  }

  /** Leaves the line as it is and begins another. */
  void end() {
    if (terminal) {
      err.println();
      err.flush();
    }
  }
}
