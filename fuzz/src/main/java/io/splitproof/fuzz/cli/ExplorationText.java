package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.exhaustive.ExplorationResult;
import io.splitproof.fuzz.exhaustive.ExplorationResult.Depth;
import io.splitproof.fuzz.exhaustive.ExplorationResult.Finding;
import io.splitproof.fuzz.exhaustive.ExplorationResult.Letter;
import io.splitproof.fuzz.exhaustive.ExplorationSettings;
import io.splitproof.fuzz.program.MachineText;
import io.splitproof.fuzz.run.Checks;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An exploration in words. */
final class ExplorationText {

  private static final double MILLIS = 1000;

  /** Characters in a line of a list, beside what stands before it. */
  private static final int WIDTH = 84;

  private ExplorationText() {}

  /** What it is about to do, in one line. */
  static String opening(ExplorationSettings settings) {
    return String.format(
        Locale.ROOT,
        "exploring %s: every sequence of up to %d operations, workers %d, on %s",
        settings.variant().name(),
        settings.depth(),
        settings.workers(),
        MachineText.print(settings.machine()));
  }

  /** How it ended, in several lines, without a newline at the end. */
  static String summary(ExplorationResult result, long millis) {
    StringBuilder text = new StringBuilder();
    ExplorationSettings settings = result.settings();
    line(text, "variant", settings.variant().name() + ", well-behaved clients");
    line(text, "checks", Checks.text(settings.checks()));
    line(text, "machine", MachineText.print(settings.machine()));
    line(text, "operations", operations(result));
    unused(text, result);
    line(text, "time", String.format(Locale.ROOT, "%.1f s", millis / MILLIS));
    for (int i = 0; i < result.depths().size(); i++) {
      Depth depth = result.depths().get(i);
      String counts = depth.states() + " new states, " + depth.transitions() + " transitions";
      line(text, "depth " + (i + 1), counts);
    }
    if (result.cutShort()) {
      text.append("stopped early, at depth ").append(result.depths().size()).append('\n');
    } else if (result.stoppedByFinding()) {
      text.append(stopped(result.depths().size())).append('\n');
    }
    line(text, "states", result.states() + (result.isComplete() ? ", and there are no more" : ""));
    line(text, "transitions", result.transitions() + ", " + result.panics() + " allowed panics");
    kinds(text, result.steps());
    line(text, "findings", Integer.toString(result.findings().size()));
    result.findings().forEach(finding -> finding(text, finding));
    return text.toString().stripTrailing();
  }

  private static String operations(ExplorationResult result) {
    int unused = result.unused().size();
    String used = unused == 0 ? "all used" : unused + " " + reason(result);
    return result.steps().size() + ", each also with each of its allocations failing; " + used;
  }

  /** Why some operations were not carried out. */
  private static String reason(ExplorationResult result) {
    if (result.stoppedByFinding() || result.cutShort()) {
      return "not tried";
    }
    int depth = result.depths().size();
    return result.isComplete() ? "never possible" : "not possible by depth " + depth;
  }

  /** How many operations of each name were not carried out, in lines that are not too long. */
  private static void unused(StringBuilder text, ExplorationResult result) {
    Map<String, Long> kinds =
        result.steps().stream()
            .filter(step -> step.transitions() == 0)
            .collect(Collectors.groupingBy(Letter::operation, TreeMap::new, Collectors.counting()));
    StringBuilder line = new StringBuilder();
    for (Map.Entry<String, Long> kind : kinds.entrySet()) {
      String next = kind.getKey() + " (" + kind.getValue() + ")";
      if (line.length() + next.length() + 2 > WIDTH) {
        line(text, "", line + ",");
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : ", ").append(next);
    }
    if (!line.isEmpty()) {
      line(text, "", line.toString());
    }
  }

  private static String stopped(int depth) {
    return depth == 0
        ? "stopped after boot, which has a finding"
        : "stopped after depth " + depth + ", the first with a finding";
  }

  /** Operations by name: transitions, and how many of them with a failing allocation. */
  private static void kinds(StringBuilder text, List<Letter> steps) {
    Map<String, List<Letter>> kinds =
        steps.stream()
            .collect(Collectors.groupingBy(Letter::operation, TreeMap::new, Collectors.toList()));
    for (Map.Entry<String, List<Letter>> kind : kinds.entrySet()) {
      long transitions = kind.getValue().stream().mapToLong(Letter::transitions).sum();
      long failing = kind.getValue().stream().mapToLong(Letter::failing).sum();
      String allocating = failing == 0 ? "" : ", " + failing + " with a failing allocation";
      text.append(
          String.format(Locale.ROOT, "  %-32s %10d%s%n", kind.getKey(), transitions, allocating));
    }
  }

  private static void finding(StringBuilder text, Finding finding) {
    text.append("  ").append(finding.signature());
    text.append(finding.times() == 1 ? ", once\n" : ", " + finding.times() + " times\n");
    finding.program().toString().lines().forEach(step -> text.append("    " + step + "\n"));
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-11s %s%n", name, value));
  }
}
