package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitproof.fuzz.exhaustive.ExplorationResult;
import io.splitproof.fuzz.exhaustive.ExplorationResult.Depth;
import io.splitproof.fuzz.exhaustive.ExplorationResult.Finding;
import io.splitproof.fuzz.exhaustive.ExplorationResult.Letter;
import io.splitproof.fuzz.exhaustive.ExplorationSettings;
import io.splitproof.fuzz.program.MachineText;
import io.splitproof.oracle.checks.CheckName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An exploration as JSON. */
final class ExplorationJson {

  private ExplorationJson() {}

  /** How it ended, as one object on one line. */
  static String of(ExplorationResult result, long millis) throws JsonProcessingException {
    ExplorationSettings settings = result.settings();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("variant", settings.variant().name());
    object.put("clients", "well-behaved");
    object.put("checks", settings.checks().stream().map(CheckName::text).toList());
    object.put("machine", MachineText.print(settings.machine()));
    object.put("depth", settings.depth());
    object.put("workers", settings.workers());
    object.put("elapsedMillis", millis);
    object.put("states", result.states());
    object.put("transitions", result.transitions());
    object.put("panics", result.panics());
    object.put("complete", result.isComplete());
    String early = result.stoppedByFinding() ? "finding" : null;
    object.put("stopped", result.cutShort() ? "interrupted" : early);
    object.put("depths", result.depths().stream().map(ExplorationJson::depth).toList());
    object.put("operations", result.steps().stream().map(ExplorationJson::step).toList());
    object.put("unused", result.unused());
    object.put("findings", result.findings().stream().map(ExplorationJson::finding).toList());
    return new ObjectMapper().writeValueAsString(object);
  }

  private static Map<String, Object> depth(Depth depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("states", depth.states());
    object.put("transitions", depth.transitions());
    return object;
  }

  private static Map<String, Object> step(Letter step) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("operation", step.text());
    object.put("transitions", step.transitions());
    object.put("failing", step.failing());
    object.put("refused", step.refused());
    return object;
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("signature", finding.signature());
    object.put("times", finding.times());
    List<String> program = finding.program().toString().lines().toList();
    object.put("program", program);
    return object;
  }
}
