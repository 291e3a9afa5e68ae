package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitproof.fuzz.replay.Bisection;
import java.nio.file.Path;

/** Which variant shows a finding first. */
record BisectionReport(Path file, Bisection bisection) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  String text() {
    int width = bisection.verdicts().stream().mapToInt(it -> it.variant().length()).max().orElse(1);
    StringBuilder text = new StringBuilder(file + ":\n");
    for (Bisection.Verdict verdict : bisection.verdicts()) {
      String shown = verdict.signature() == null ? "agrees" : verdict.signature();
      shown = verdict.ran() ? shown : "does not run on this machine";
      text.append(("  %-" + width + "s  %s%n").formatted(verdict.variant(), shown));
    }
    return text.append("  ").append(conclusion()).append('\n').toString();
  }

  private String conclusion() {
    if (bisection.wanted() == null) {
      return "the last one agrees: nothing to look for";
    }
    if (bisection.first() == null) {
      return "none shows " + bisection.wanted();
    }
    return bisection.first() + " is the first to show " + bisection.wanted();
  }

  String json() throws JsonProcessingException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("file", file.toString());
    root.put("wanted", bisection.wanted());
    root.put("first", bisection.first());
    ArrayNode verdicts = root.putArray("verdicts");
    for (Bisection.Verdict verdict : bisection.verdicts()) {
      ObjectNode node = verdicts.addObject();
      node.put("variant", verdict.variant());
      node.put("signature", verdict.signature());
      node.put("ran", verdict.ran());
    }
    return MAPPER.writeValueAsString(root) + "\n";
  }
}
