package io.splitproof.fuzz.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitproof.fuzz.gate.Case.Broken;
import io.splitproof.fuzz.gate.Case.Faulty;
import io.splitproof.fuzz.gate.Case.Passed;
import io.splitproof.fuzz.gate.Case.Skipped;
import io.splitproof.oracle.checks.CheckName;
import java.util.List;
import java.util.Locale;

/** A gate as JSON: {@code verdict}, settings, and {@code stages} with their {@code cases}. */
public final class GateJson {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private GateJson() {}

  /** All of it. */
  public static String of(GateResult result) throws JsonProcessingException {
    return JSON.writeValueAsString(object(result));
  }

  /** Several verdicts on a kernel: the {@code verdict} of all, and each in {@code verdicts}. */
  public static String of(String tree, List<TreeVerdict> verdicts)
      throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    root.put("verdict", TreeVerdict.all(verdicts).name().toLowerCase(Locale.ROOT));
    root.put("tree", tree);
    ArrayNode each = root.putArray("verdicts");
    for (TreeVerdict verdict : verdicts) {
      ObjectNode node = each.addObject().put("on", verdict.name());
      node.put("line", TreeText.verdict(verdict));
      node.setAll(object(verdict.result()));
    }
    return JSON.writeValueAsString(root);
  }

  private static ObjectNode object(GateResult result) {
    ObjectNode root = JSON.createObjectNode();
    root.put("verdict", result.verdict().name().toLowerCase(Locale.ROOT));
    root.put("variant", result.settings().variant().name());
    ArrayNode checks = root.putArray("checks");
    for (CheckName check : CheckName.values()) {
      if (result.settings().checks().contains(check)) {
        checks.add(check.text());
      }
    }
    root.put("seed", result.settings().seed());
    root.put("workers", result.settings().workers());
    root.put("budgetSeconds", result.settings().budget().toMillis() / 1000.0);
    root.put("seconds", result.seconds());
    ArrayNode stages = root.putArray("stages");
    for (StageResult stage : result.stages()) {
      ObjectNode node = stages.addObject();
      node.put("name", stage.name());
      node.put("seconds", stage.seconds());
      ArrayNode cases = node.putArray("cases");
      stage.cases().forEach(one -> fill(cases.addObject(), one));
    }
    return root;
  }

  private static void fill(ObjectNode node, Case one) {
    node.put("name", one.name());
    node.put("seconds", one.seconds());
    if (one.result() instanceof Passed passed) {
      node.put("result", "passed").put("note", passed.note());
    } else if (one.result() instanceof Skipped skipped) {
      node.put("result", "skipped").put("why", skipped.why());
    } else if (one.result() instanceof Broken broken) {
      node.put("result", "broken").put("text", broken.text());
    } else if (one.result() instanceof Faulty faulty) {
      Fault fault = faulty.fault();
      node.put("result", "failed").put("rule", fault.rule()).put("signature", fault.signature());
      node.put("text", fault.text()).put("command", fault.command());
      node.put("file", fault.file().toString()).put("line", fault.line());
    }
  }
}
