package io.splitproof.fuzz.campaign;

import java.nio.file.Path;
import java.util.List;

/**
 * How a campaign ended.
 *
 * @param settings what it was to do
 * @param status how it stood
 * @param whole the same of the whole campaign, earlier runs in its folder included
 * @param findings what was found, in order of signature
 * @param failures why there is no verdict; empty if all went well
 */
public record CampaignResult(
    CampaignSettings settings,
    CampaignStatus status,
    CampaignStatus whole,
    List<Found> findings,
    List<String> failures) {

  /**
   * A signature that came up.
   *
   * @param times programs that showed it
   * @param folder where it is written up
   */
  public record Found(String signature, long times, Path folder) {}
}
