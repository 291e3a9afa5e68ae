package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.campaign.Campaign;
import io.splitproof.fuzz.campaign.CampaignResult;
import io.splitproof.fuzz.campaign.CampaignSettings;
import io.splitproof.fuzz.campaign.Guidance;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.MachineConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fuzz}: searches for programs on which the judge and the judged disagree. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    description = "Searches for programs on which the judge and the judged disagree.")
final class FuzzCommand implements Callable<Integer> {

  /** A seed from the clock is below this, to be short enough to type. */
  private static final long SEEDS = 1_000_000_000L;

  @Spec private CommandSpec spec;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = Durations.class,
      description = "How long to search: 500ms, 60s, 30m, 2h, counted from the first program on"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration budget;

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = WholeNumbers.class,
      description = "Where the random choices start (default: from the clock; the run prints it).")
  private Long seed;

  @Option(
      names = "--workers",
      paramLabel = "N",
      converter = WorkerCounts.class,
      defaultValue = "1",
      description = "Processes searching side by side (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--variant",
      paramLabel = "V",
      defaultValue = "linux-7.2",
      converter = VariantNames.class,
      completionCandidates = VariantNames.class,
      description = "What is judged: ${COMPLETION-CANDIDATES}, or a bug that"
          + " `splitproof bugs --list` shows (default: ${DEFAULT-VALUE}).")
  private Variant variant;

  @Option(
      names = "--machine",
      paramLabel = "'...'",
      converter = MachineLines.class,
      description = "One machine for all programs: a machine line as corpus/README.md explains it,"
          + " or a name from the catalogue such as 4k48 or 16k48, all of which --machine '?'"
          + " lists (default: every granule and VA width).")
  private MachineConfig machine;

  @Option(
      names = "--clients",
      paramLabel = "WHO",
      converter = ClientNames.class,
      defaultValue = "well-behaved",
      description = "What callers may do: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Clients clients;

  @Mixin private CheckOptions checks;

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      description = "Programs to start from, kept up with what adds coverage; made if not there.")
  private Path corpus;

  @Option(
      names = "--findings",
      paramLabel = "DIR",
      defaultValue = "findings",
      description = "Where findings go, a folder each (default: ${DEFAULT-VALUE}).")
  private Path findings;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Mixin private ExhaustiveOptions exhaustive;

  @Override
  public Integer call() throws IOException {
    Set<CheckName> enabled = checks.enabled();
    WorkerCounts.warn(workers, spec.commandLine());
    if (exhaustive.wanted()) {
      return exhaustive.run(spec.commandLine(), variant, machine, enabled, workers, json);
    }
    ExhaustiveOptions.refuseSmall(machine);
    List<Program> starters = corpus == null ? List.of() : CorpusFolder.read(corpus);
    OutputFolder.prepare(findings);
    if (corpus != null) {
      OutputFolder.prepare(corpus);
    }
    CampaignSettings settings =
        new CampaignSettings(
            budget,
            chosenSeed(),
            workers,
            variant,
            enabled,
            clients,
            machine,
            starters,
            corpus,
            findings,
            Guidance.GUIDED,
            false);
    Campaign campaign = new Campaign(settings);
    PrintWriter err = spec.commandLine().getErr();
    err.println(CampaignText.opening(settings));
    err.flush();
    LiveLine line = new LiveLine(err, Terminal.isAttached());
    return CleanEnd.on(
        campaign::stop,
        () -> {
          CampaignResult result = campaign.run(line);
          line.end();
          return show(result);
        },
        err);
  }

  private long chosenSeed() {
    return seed == null ? System.currentTimeMillis() % SEEDS : seed;
  }

  private int show(CampaignResult result) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? CampaignJson.summary(result) : CampaignText.summary(result));
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    for (String failure : result.failures()) {
      err.println("splitproof fuzz: " + failure);
    }
    err.flush();
    if (result.status().programs() == 0) {
      err.println("splitproof fuzz: ended before the first program, so there is no verdict");
      err.flush();
      return ExitStatus.BROKEN;
    }
    if (!result.failures().isEmpty()) {
      return ExitStatus.BROKEN;
    }
    return result.findings().isEmpty() ? ExitStatus.CLEAN : ExitStatus.FINDING;
  }
}
