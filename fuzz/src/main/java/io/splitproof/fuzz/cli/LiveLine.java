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

  /** A new finding is worth a line sooner. */
  private static final long SOONER_MILLIS = 1000;

  private final PrintWriter err;
  private final boolean terminal;
  private boolean started;
  private long last;
  private int lastFindings;

  LiveLine(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void accept(CampaignStatus status) {
    if (status.programs() == 0) {
      start();
    } else if (terminal) {
      err.print("\r" + line(status) + "\u001b[K");
    } else if (isDue(status)) {
      last = status.elapsed().toMillis();
      lastFindings = status.findings().size();
      err.println(line(status));
    }
    err.flush();
  }

  /** Workers take a while to come up; once is enough. */
  private void start() {
    if (!started) {
      started = true;
      err.print(terminal ? "starting ..." : "starting ..." + System.lineSeparator());
    }
  }

  private boolean isDue(CampaignStatus status) {
    boolean more = status.findings().size() > lastFindings;
    return status.elapsed().toMillis() - last >= (more ? SOONER_MILLIS : EVERY_MILLIS);
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
