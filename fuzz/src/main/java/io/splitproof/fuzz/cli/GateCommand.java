package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.gate.Baseline;
import io.splitproof.fuzz.gate.Gate;
import io.splitproof.fuzz.gate.GateJson;
import io.splitproof.fuzz.gate.GateResult;
import io.splitproof.fuzz.gate.GateSettings;
import io.splitproof.fuzz.gate.GateText;
import io.splitproof.fuzz.gate.JUnitXml;
import io.splitproof.fuzz.gate.Recorder;
import io.splitproof.fuzz.gate.SarifLog;
import io.splitproof.fuzz.store.WholeFiles;
import io.splitproof.oracle.checks.CheckName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gate}: one verdict on an implementation, within a time budget. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description = {
      "Gives one verdict on an implementation, on the last line: replays the shelf, proves that"
          + " every known bug would still be found, explores small worlds and searches, all within"
          + " the budget; says what it had no time for.",
      "With --against it also fails what has become slower or discovers less than a baseline that"
          + " --record wrote."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof gate --budget 5m --workers 2",
      "  splitproof gate --record baseline.json",
      "  splitproof gate --against baseline.json --junit gate.xml --sarif gate.sarif"
    })
final class GateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = Durations.class,
      description = "How long all of it may take (default: ${DEFAULT-VALUE}).")
  private Duration budget;

  @Mixin private VariantOption judged;

  @Mixin private CheckOptions checks;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      converter = WorkerCounts.class,
      description = "Processes or threads side by side (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Mixin private SeedOption random;

  @Mixin private GateFiles files;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "Baseline to compare with, in cost of operations and states reached.")
  private Path against;

  @Option(
      names = "--threshold",
      paramLabel = "PERCENT",
      defaultValue = "20%",
      converter = Percentages.class,
      description = "How much worse than the baseline the median may be; beyond that it fails if"
          + " noise cannot explain it (default: ${DEFAULT-VALUE}).")
  private double threshold;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Only measure, about a minute, and write a baseline.")
  private Path record;

  @Override
  public Integer call() throws IOException {
    Set<CheckName> enabled = checks.enabled();
    WorkerCounts.warn(workers, spec.commandLine());
    files.check();
    if (record != null) {
      GateFiles.checkWritable(record);
    }
    if (record == null) {
      return judge(settings(enabled));
    }
    if (against != null || files.areAsked()) {
      throw new UsageException("--record only measures; judge in another run, --against what it"
          + " wrote");
    }
    return record(enabled);
  }

  private GateSettings settings(Set<CheckName> enabled) throws IOException {
    Baseline baseline = against == null ? null : Baseline.read(against);
    if (baseline != null) {
      baseline.require(against, judged.variant(), enabled);
    }
    return new GateSettings(
        judged.variant(),
        enabled,
        budget,
        workers,
        random.seed(),
        files.shelf(),
        files.findings(),
        baseline,
        against,
        threshold);
  }

  private int judge(GateSettings settings) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    try (Progress progress = Progress.on(spec.commandLine(), null)) {
      Gate gate = new Gate(settings, say(progress), System::nanoTime);
      return CleanEnd.on(gate::stop, () -> show(gate.run()), err);
    }
  }

  private int show(GateResult result) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Paint paint = Screen.of(spec.commandLine()).paint();
    out.println(files.json() ? GateJson.of(result) : paint.report(GateText.report(result)));
    out.flush();
    if (files.json()) {
      Screen.of(spec.commandLine()).remark(GateText.verdict(result));
    }
    boolean written =
        files.write(JUnitXml.of(result), SarifLog.of(result, Path.of("")), GateJson.of(result));
    return GateFiles.status(result.verdict(), written);
  }

  private int record(Set<CheckName> enabled) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    AtomicBoolean stop = new AtomicBoolean();
    return CleanEnd.on(
        () -> stop.set(true),
        () -> {
          Baseline baseline = measure(enabled, stop::get);
          if (baseline == null) {
            Complaints.say(spec.commandLine(), "stopped early: no baseline was written");
            return ExitStatus.BROKEN;
          }
          WholeFiles.write(record, baseline.json());
          out.println(record + ": " + baseline.text());
          out.flush();
          return ExitStatus.CLEAN;
        },
        err);
  }

  private Baseline measure(Set<CheckName> enabled, BooleanSupplier stop) throws IOException {
    try (Progress progress = Progress.on(spec.commandLine(), "measuring")) {
      return Recorder.record(
          judged.variant(), enabled, random.seed(), line -> progress.show(() -> line), stop);
    }
  }

  /** Each stage's beginning and end stay; between them, time goes by. */
  private Consumer<String> say(Progress progress) {
    Screen screen = Screen.of(spec.commandLine());
    return line -> {
      long start = System.nanoTime();
      String stage = line.split("[: ]", 2)[0];
      screen.remark(line);
      progress.show(
          () -> stage + ": " + (System.nanoTime() - start) / 1_000_000_000L + " s so far");
    };
  }
}
