package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.campaign.CampaignResult;
import io.splitproof.fuzz.campaign.CampaignSettings;
import io.splitproof.fuzz.campaign.CampaignStatus;
import io.splitproof.fuzz.campaign.Covered;
import io.splitproof.fuzz.campaign.Discovery;
import io.splitproof.fuzz.campaign.Health;
import io.splitproof.fuzz.campaign.StatusJson;
import io.splitproof.fuzz.corpus.OpenFindings;
import io.splitproof.fuzz.program.MachineText;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A campaign in words. */
final class CampaignText {

  private static final double MILLIS = 1000;

  /** Names of what was not covered that are listed. */
  private static final int FEW = 5;

  private CampaignText() {}

  /** What it is about to do, in one line. */
  static String opening(CampaignSettings settings) {
    String machine =
        settings.machine() == null ? "every machine" : MachineText.print(settings.machine());
    return String.format(
        Locale.ROOT,
        "fuzzing %s: %s clients, seed %d, workers %d, budget %s, on %s%s",
        settings.variant().name(),
        settings.clients(),
        settings.seed(),
        settings.workers(),
        seconds(settings.budget().toMillis()),
        machine,
        settings.folder() == null ? "" : "; status in " + StatusJson.file(settings.folder()));
  }

  /**
   * How it ended, in several lines, without a newline at the end.
   *
   * @param open what is known of the judged
   */
  static String summary(CampaignResult result, OpenFindings open) {
    CampaignStatus status = result.status();
    CampaignSettings settings = result.settings();
    StringBuilder text = new StringBuilder();
    line(text, "variant", settings.variant().name() + ", " + settings.clients() + " clients");
    line(text, "checks", Checks.text(settings.checks()));
    line(text, "seed", settings.seed() + ", workers " + settings.workers());
    line(text, "time", seconds(status.elapsed().toMillis()));
    line(text, "programs", status.programs() + ", " + status.programsPerSecond() + " a second");
    line(
        text,
        "operations",
        status.operations() + ", " + status.operationsPerSecond() + " a second; "
            + status.skipped() + " skipped: nothing there, or not well-behaved");
    line(text, "corpus", status.corpus() + " programs, " + status.features() + " features");
    if (!status.geometries().isEmpty()) {
      line(text, "geometries", counts(status.geometries()));
    }
    covered(text, status.covered(), settings.variant());
    if (status.discovery().isTelling()) {
      line(text, "discovery", discovery(status.discovery()));
    }
    health(text, status.health());
    if (settings.folder() != null) {
      line(text, "campaign", settings.folder() + campaign(status, result.whole()));
    }
    line(text, "findings", Integer.toString(result.findings().size()));
    for (CampaignResult.Found found : result.findings()) {
      text.append("  ").append(found.signature());
      text.append("\n    ").append(found.times() == 1 ? "once" : found.times() + " times");
      text.append(", ").append(found.folder()).append('\n');
      open.of(settings.variant(), found.signature())
          .ifPresent(file -> text.append("    looks like: ").append(file).append('\n'));
    }
    return text.toString().stripTrailing();
  }

  private static void covered(StringBuilder text, Covered covered, Variant variant) {
    if (covered.operations().isEmpty()) {
      return;
    }
    Map<String, Long> machines = new LinkedHashMap<>(covered.machines());
    machines.keySet().removeIf(name -> !variant.runsOn(Machines.named(name)));
    line(text, "machines", reached(machines));
    line(text, "kinds", reached(operations(covered, machines.keySet())) + " of operations");
    line(text, "failures", "allocations that failed: " + counts(covered.failures()));
  }

  /** Without those that only x86-64 has, where none of the machines is one. */
  private static Map<String, Long> operations(Covered covered, Set<String> machines) {
    Map<String, Long> operations = new LinkedHashMap<>(covered.operations());
    if (machines.stream().noneMatch(name -> Machines.named(name).geometry().isX86())) {
      operations.remove("set_memory_4k", 0L);
    }
    return operations;
  }

  /** How many of them came up, and the first few that did not. */
  private static String reached(Map<String, Long> counts) {
    List<String> missing = Covered.missing(counts);
    int all = counts.size();
    String reached = (all - missing.size()) + " of " + all;
    if (missing.isEmpty()) {
      return reached;
    }
    String few = missing.stream().limit(FEW).collect(Collectors.joining(", "));
    return reached + ", not " + few + (missing.size() > FEW ? ", ..." : "");
  }

  private static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void health(StringBuilder text, Health health) {
    if (health.restarts() > 0) {
      line(text, "workers", health.restarts() + " died and were replaced");
    }
    if (!health.unjudged().isEmpty()) {
      line(text, "no verdict", "on programs that met: " + counts(health.unjudged()));
    }
    if (!health.trouble().isEmpty()) {
      line(text, "not saved", health.trouble());
    }
  }

  /** All its runs so far, if there were others. */
  private static String campaign(CampaignStatus run, CampaignStatus whole) {
    if (whole.programs() == run.programs()) {
      return "";
    }
    return ": " + seconds(whole.elapsed().toMillis()) + " in all its runs, " + whole.programs()
        + " programs, " + whole.operations() + " operations, " + whole.findings().size()
        + " findings";
  }

  /** The estimate, and what it is of. */
  static String discovery(Discovery discovery) {
    String next =
        discovery.singletons() == 0
            ? "a program that shows a new one is rare"
            : "about one program in " + discovery.programsToNext() + " shows a new one";
    return discovery.singletons() + " of " + discovery.states()
        + " states came up in one program alone: " + next
        + " (Good-Turing; a guided search repeats itself, so it is an order of magnitude)";
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-11s %s%n", name, value));
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / MILLIS);
  }
}
