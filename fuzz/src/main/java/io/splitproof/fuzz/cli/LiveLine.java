package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.campaign.CampaignStatus;
import java.util.Locale;
import java.util.function.Consumer;

/** Says how a campaign stands. */
final class LiveLine implements Consumer<CampaignStatus> {

  private final Progress progress;
  private int findings;

  LiveLine(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void accept(CampaignStatus status) {
    if (status.programs() == 0) {
      return;
    }
    progress.show(() -> line(status));
    if (status.findings().size() > findings) {
      findings = status.findings().size();
      progress.hurry();
    }
  }

  static String line(CampaignStatus status) {
    String trouble = status.health().trouble();
    String counts =
        String.format(
            Locale.ROOT,
            "%4d s  %d programs/s  %d operations/s  corpus %d  features %d  findings %d",
            status.elapsed().toSeconds(),
            status.programsPerSecond(),
            status.operationsPerSecond(),
            status.corpus(),
            status.features(),
            status.findings().size());
    return trouble.isEmpty() ? counts : counts + "  not saved: " + trouble;
  }
}
