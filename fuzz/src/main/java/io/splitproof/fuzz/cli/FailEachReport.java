package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitproof.fuzz.program.MachineText;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.FailEach;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.FaultPlan;
import java.util.Locale;
import java.util.Set;

/** What came of running one program with each of its allocations failing. */
record FailEachReport(String file, String variant, Set<CheckName> checks, FailEach outcome) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A line for each run that diverged, between a heading and a summary. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(file).append(" on ").append(variant);
    text.append(", checks ").append(Checks.text(checks)).append('\n');
    if (outcome.ownPlans() > 0) {
      text.append("  (its own ").append(outcome.ownPlans()).append(" plans are left out)\n");
    }
    for (FailEach.Run run : outcome.diverging()) {
      text.append("  ").append(line(run)).append('\n');
    }
    int found = outcome.diverging().size();
    return text.append(
            String.format(
                Locale.ROOT,
                "  %d allocations, %d runs, %d clean, %d findings%n",
                outcome.allocations().size(),
                outcome.runs(),
                outcome.runs() - found,
                found))
        .toString();
  }

  private String line(FailEach.Run run) {
    String signature = run.result().divergence().signature();
    if (run.firstFailed() == 0) {
      return "nothing fails: " + signature;
    }
    FailEach.Allocation allocation = outcome.allocations().get(run.firstFailed() - 1);
    return plan(run.plan())
        + " ("
        + kind(allocation)
        + " in step "
        + allocation.step()
        + ", "
        + step(allocation.step())
        + "): "
        + signature;
  }

  private String step(int index) {
    return ProgramText.print(outcome.program().steps().get(index), outcome.program().machine());
  }

  private static String kind(FailEach.Allocation allocation) {
    return allocation.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As programs spell it. */
  private static String plan(FaultPlan plan) {
    return "fail " + plan.mode().name().toLowerCase(Locale.ROOT) + " " + plan.count() + " any";
  }

  /** The same as one JSON object on one line. */
  String json() throws JsonProcessingException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("file", file);
    root.put("variant", variant);
    root.put("machine", MachineText.print(outcome.program().machine()));
    root.put("clients", outcome.program().clients().toString());
    ArrayNode on = root.putArray("checks");
    checks.forEach(check -> on.add(check.text()));
    root.put("allocations", outcome.allocations().size());
    root.put("ownPlansLeftOut", outcome.ownPlans());
    root.put("runs", outcome.runs());
    root.put("clean", outcome.runs() - outcome.diverging().size());
    ArrayNode findings = root.putArray("findings");
    outcome.diverging().forEach(run -> findings.add(finding(run)));
    return MAPPER.writeValueAsString(root);
  }

  private ObjectNode finding(FailEach.Run run) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("plan", run.firstFailed() == 0 ? null : plan(run.plan()));
    if (run.firstFailed() > 0) {
      FailEach.Allocation allocation = outcome.allocations().get(run.firstFailed() - 1);
      node.put("allocation", run.firstFailed());
      node.put("kind", kind(allocation));
      node.put("allocatedInStep", allocation.step());
    }
    node.put("step", run.result().step());
    node.put("signature", run.result().divergence().signature());
    return node;
  }
}
