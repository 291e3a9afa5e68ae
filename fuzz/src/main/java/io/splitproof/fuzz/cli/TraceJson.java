package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitproof.fuzz.program.MachineText;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Trace;
import io.splitproof.fuzz.run.TraceStep;
import io.splitproof.oracle.checks.Divergence;

/** A trace as one JSON object. */
final class TraceJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TraceJson() {}

  /** The object, on one line. */
  static String of(String file, String variant, Trace trace) throws JsonProcessingException {
    RunResult result = trace.result();
    ObjectNode root = MAPPER.createObjectNode();
    root.put("file", file);
    root.put("variant", variant);
    root.put("machine", MachineText.print(trace.program().machine()));
    root.put("clients", trace.program().clients().toString());
    ArrayNode checks = root.putArray("checks");
    trace.checks().forEach(check -> checks.add(check.text()));
    root.put("clean", result.isClean());
    root.put("operations", result.applied());
    root.put("applied", result.applied());
    root.put("skipped", result.skipped());
    if (!result.isClean()) {
      root.put("step", result.step());
      root.set("divergence", divergence(result.divergence()));
    }
    ArrayNode steps = root.putArray("steps");
    for (TraceStep step : trace.steps()) {
      steps.add(step(step));
    }
    return MAPPER.writeValueAsString(root);
  }

  private static ObjectNode divergence(Divergence divergence) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("signature", divergence.signature());
    node.put("check", divergence.check().text());
    node.put("operation", divergence.operation());
    node.put("place", divergence.place());
    node.put("va", Long.toHexString(divergence.va()));
    node.put("before", divergence.before());
    node.put("expected", divergence.expected());
    node.put("found", divergence.found());
    node.put("explanation", divergence.explanation());
    if (divergence.tablePa() != 0) {
      node.put("table", Long.toHexString(divergence.tablePa()));
    }
    return node;
  }

  private static ObjectNode step(TraceStep step) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("index", step.index());
    node.put("step", step.text());
    node.put("oracle", step.oracle());
    node.put("found", step.found());
    if (step.call()) {
      node.put("call", true);
    }
    if (!step.remark().isEmpty()) {
      node.put("remark", step.remark());
    }
    ArrayNode events = node.putArray("events");
    step.events().forEach(events::add);
    node.put("eventsDropped", step.dropped());
    return node;
  }
}
