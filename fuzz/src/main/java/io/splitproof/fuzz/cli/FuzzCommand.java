package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.campaign.Campaign;
import io.splitproof.fuzz.campaign.CampaignResult;
import io.splitproof.fuzz.campaign.CampaignSettings;
import io.splitproof.fuzz.campaign.Guidance;
import io.splitproof.fuzz.corpus.Merge;
import io.splitproof.fuzz.corpus.OpenFindings;
import io.splitproof.fuzz.kernel.BuildYard;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
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
    description = "Searches for programs on which the judge and the judged disagree.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof fuzz --budget 10m --workers 2",
      "  splitproof fuzz --budget 8h --campaign nightly",
      "  splitproof fuzz --variant v7 --seed 1 --machine '16K/48 ram 0x40000000+6G bbml2 boot'",
      "  splitproof fuzz --exhaustive 4 --machine tiny-early",
      "  splitproof kernel fuzz --tree linux --budget 10m --workers 2"
    })
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

  @Mixin private Judged judged;

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
      names = "--campaign",
      paramLabel = "DIR",
      description = "Keep all of it in DIR: corpus, findings, status.json and history.jsonl, and go"
          + " on with the campaign that is there already; made if not there.")
  private Path campaign;

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      description = "Programs to start from, kept up with what adds coverage; made if not there"
          + " (default: DIR/corpus with --campaign DIR, else nothing is kept).")
  private Path corpus;

  @Option(
      names = "--findings",
      paramLabel = "DIR",
      description = "Where findings go, a folder each (default: DIR/findings with --campaign DIR,"
          + " else findings).")
  private Path findings;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Mixin private ExhaustiveOptions exhaustive;

  @Override
  public Integer call() throws IOException {
    Set<CheckName> enabled = checks.enabled();
    WorkerCounts.warn(workers, spec.commandLine());
    if (exhaustive.wanted()) {
      return exhaustive.run(
          spec.commandLine(), judged.variant(), machine, enabled, workers, json);
    }
    ExhaustiveOptions.refuseSmall(machine);
    Foreign.refuse(judged.variant(), machine);
    CampaignSettings settings = settings(enabled);
    try (BuildYard builds = judged.prepare(machine)) {
      return search(builds == null ? settings : settings.judging(judged.variant()));
    }
  }

  private CampaignSettings settings(Set<CheckName> enabled) throws IOException {
    if (campaign != null) {
      corpus = corpus == null ? campaign.resolve("corpus") : corpus;
      findings = findings == null ? campaign.resolve("findings") : findings;
    }
    findings = findings == null ? Path.of("findings") : findings;
    if (corpus != null && (isSame(corpus, campaign) || isSame(corpus, findings))) {
      throw new UsageException(corpus + ": a corpus needs a folder of its own");
    }
    if (campaign != null) {
      OutputFolder.prepare(campaign);
    }
    List<Program> starters = corpus == null ? List.of() : CorpusFolder.read(corpus);
    OutputFolder.prepare(findings);
    if (corpus != null) {
      OutputFolder.prepare(corpus);
    }
    return new CampaignSettings(
        budget,
        chosenSeed(),
        workers,
        judged.variant(),
        enabled,
        clients,
        machine,
        starters,
        corpus,
        findings,
        campaign,
        Guidance.GUIDED,
        false);
  }

  private static boolean isSame(Path one, Path other) {
    return other != null
        && one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private int search(CampaignSettings settings) throws IOException {
    Campaign search =
        new Campaign(
            settings,
            folder ->
                new Merge(folder, List.of(), judged.variant(), false)
                    .runHolding((done, all) -> {})
                    .kept());
    Screen.of(spec.commandLine()).remark(CampaignText.opening(settings));
    return CleanEnd.on(
        search::stop, () -> show(run(search)), spec.commandLine().getErr());
  }

  private static OpenFindings open() throws IOException {
    Path home = Path.of(System.getProperty("splitproof.home", ""));
    return new OpenFindings(home.resolve("corpus").resolve("open"));
  }

  private CampaignResult run(Campaign search) throws IOException {
    try (Progress progress = Progress.on(spec.commandLine(), "starting ...")) {
      return search.run(new LiveLine(progress));
    }
  }

  private long chosenSeed() {
    return seed == null ? System.currentTimeMillis() % SEEDS : seed;
  }

  private int show(CampaignResult result) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Paint paint = Screen.of(spec.commandLine()).paint();
    out.println(
        json ? CampaignJson.summary(result) : paint.report(CampaignText.summary(result, open())));
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
