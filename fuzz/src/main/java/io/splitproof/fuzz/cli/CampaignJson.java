package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitproof.fuzz.campaign.CampaignResult;
import io.splitproof.fuzz.campaign.CampaignSettings;
import io.splitproof.fuzz.campaign.CampaignStatus;
import io.splitproof.fuzz.program.MachineText;
import io.splitproof.oracle.checks.CheckName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A campaign as JSON. */
final class CampaignJson {

  private CampaignJson() {}

  /** How it ended, as one object on one line. */
  static String summary(CampaignResult result) throws JsonProcessingException {
    CampaignSettings settings = result.settings();
    CampaignStatus status = result.status();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("variant", settings.variant().name());
    object.put("checks", settings.checks().stream().map(CheckName::text).toList());
    object.put("clients", settings.clients().toString());
    object.put(
        "machine", settings.machine() == null ? null : MachineText.print(settings.machine()));
    object.put("seed", settings.seed());
    object.put("workers", settings.workers());
    object.put("elapsedMillis", status.elapsed().toMillis());
    object.put("programs", status.programs());
    object.put("operations", status.operations());
    object.put("skipped", status.skipped());
    object.put("corpus", status.corpus());
    object.put("features", status.features());
    object.put("geometries", status.geometries());
    object.put("states", status.discovery().states());
    object.put("singletons", status.discovery().singletons());
    object.put("discoveryChance", status.discovery().chance());
    object.put("findings", findings(result));
    object.put("failures", result.failures());
    return new ObjectMapper().writeValueAsString(object);
  }

  private static List<Map<String, Object>> findings(CampaignResult result) {
    List<Map<String, Object>> findings = new ArrayList<>();
    for (CampaignResult.Found found : result.findings()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("signature", found.signature());
      object.put("times", found.times());
      object.put("folder", found.folder().toString());
      findings.add(object);
    }
    return findings;
  }
}
