package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.campaign.CampaignStatus;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Says how a campaign stands: on a terminal one line that keeps changing, elsewhere a line every
 * few seconds.
 */
final class LiveLine implements Consumer<CampaignStatus> {

  private static final long EVERY_MILLIS = 5000;

  private final PrintWriter err;
  private final boolean terminal;
  private long next = EVERY_MILLIS;
  private long lastFindings;

  LiveLine(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void accept(CampaignStatus status) {
    if (terminal) {
      err.print("\r" + line(status) + "\u001b[K");
    } else if (status.elapsed().toMillis() >= next || status.findings().size() > lastFindings) {
      next = (status.elapsed().toMillis() / EVERY_MILLIS + 1) * EVERY_MILLIS;
      err.println(line(status));
    }
    lastFindings = status.findings().size();
    err.flush();
  }

  /** Leaves the line as it is and begins another. */
  void end() {
    if (terminal) {
      err.println();
      err.flush();
    }
  }

  static String line(CampaignStatus status) {
    return String.format(
        Locale.ROOT,
        "%4d s  %d programs/s  %d operations/s  corpus %d  features %d  findings %d",
        status.elapsed().toSeconds(),
        status.programsPerSecond(),
        status.operationsPerSecond(),
        status.corpus(),
        status.features(),
        status.findings().size());
  }
}
