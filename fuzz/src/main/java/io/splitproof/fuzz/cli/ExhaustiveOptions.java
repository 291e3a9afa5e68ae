package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.exhaustive.Alphabet;
import io.splitproof.fuzz.exhaustive.Exploration;
import io.splitproof.fuzz.exhaustive.ExplorationResult;
import io.splitproof.fuzz.exhaustive.ExplorationSettings;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.Fleet;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.MachineConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code fuzz --exhaustive}: everything that a few operations can do to a small machine. */
final class ExhaustiveOptions {

  /** Options of {@code fuzz} that a search without chance has no use for. */
  private static final List<String> USELESS =
      List.of("--budget", "--seed", "--clients", "--campaign", "--corpus", "--findings");

  @Option(
      names = "--exhaustive",
      paramLabel = "DEPTH",
      converter = Depths.class,
      description = "Search a small machine instead, by no chance at all: every sequence of up to"
          + " DEPTH of the operations that --list-operations prints, on --machine tiny or another"
          + " small one: ${COMPLETION-CANDIDATES}.",
      completionCandidates = SmallMachineNames.class)
  private Integer depth;

  @Option(
      names = "--list-operations",
      description = "Print the operations that --exhaustive tries in every state, and stop.")
  private boolean list;

  /** Whether the user asked for it. */
  boolean wanted() {
    return depth != null || list;
  }

  /**
   * Explores, or prints what exploring would try; returns the exit status.
   *
   * @param command the command line that was given
   * @param machine where, or null for the smallest
   * @throws UsageException if an option makes no sense here or the machine is not small
   */
  int run(
      CommandLine command,
      Variant variant,
      MachineConfig machine,
      Set<CheckName> checks,
      int workers,
      boolean json)
      throws IOException {
    for (String option : USELESS) {
      if (command.getParseResult().hasMatchedOption(option)) {
        throw new UsageException("--exhaustive has no use for " + option);
      }
    }
    MachineConfig chosen = machine == null ? smallest(variant) : machine;
    if (!chosen.geometry().isSmall()) {
      throw new UsageException("--exhaustive needs a small machine: one of " + names());
    }
    Foreign.refuse(variant, chosen);
    if (list) {
      return list(command.getOut(), chosen);
    }
    return explore(
        command, new ExplorationSettings(variant, chosen, checks, depth, workers), json);
  }

  /** Complains about a small machine where chance needs a real one. */
  static void refuseSmall(MachineConfig machine) {
    if (machine != null && machine.geometry().isSmall()) {
      throw new UsageException("a small machine is for --exhaustive, not for a random search");
    }
  }

  private static MachineConfig smallest(Variant variant) {
    return Fleet.of(variant).small().stream()
        .findFirst()
        .orElseThrow(
            () -> new UsageException("--exhaustive: " + variant.name() + " has no small machine"))
        .machine();
  }

  private static String names() {
    return Machines.small().stream().map(Machines.Preset::name).collect(Collectors.joining(", "));
  }

  private static int list(PrintWriter out, MachineConfig machine) {
    for (Step step : Alphabet.of(machine)) {
      out.println(ProgramText.print(step, machine));
    }
    out.flush();
    return ExitStatus.CLEAN;
  }

  private static int explore(CommandLine command, ExplorationSettings settings, boolean json)
      throws IOException {
    Screen.of(command).remark(ExplorationText.opening(settings));
    try (Progress progress = Progress.on(command, null)) {
      Exploration exploration =
          new Exploration(settings, new ExplorationLine(progress, System::nanoTime));
      return CleanEnd.on(
          exploration::stop,
          () -> {
            long start = System.nanoTime();
            ExplorationResult result = run(exploration);
            return show(command, result, (System.nanoTime() - start) / 1_000_000, json);
          },
          command.getErr());
    }
  }

  private static ExplorationResult run(Exploration exploration) {
    try {
      return exploration.run();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this thread", e);
    }
  }

  private static int show(
      CommandLine command, ExplorationResult result, long millis, boolean json)
      throws IOException {
    PrintWriter out = command.getOut();
    out.println(
        json
            ? ExplorationJson.of(result, millis)
            : Screen.of(command).paint().report(ExplorationText.summary(result, millis)));
    out.flush();
    if (result.isClean() && result.transitions() == 0) {
      command.getErr().println("splitproof fuzz: ended before the first operation: no verdict");
      command.getErr().flush();
      return ExitStatus.BROKEN;
    }
    return result.isClean() ? ExitStatus.CLEAN : ExitStatus.FINDING;
  }
}
