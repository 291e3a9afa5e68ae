package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.campaign.CampaignResult;
import io.splitproof.fuzz.campaign.StatusJson;

/** A campaign as JSON. */
final class CampaignJson {

  private CampaignJson() {}

  /** How it ended, as one object on one line. */
  static String summary(CampaignResult result) {
    return StatusJson.of(result).toString();
  }
}
