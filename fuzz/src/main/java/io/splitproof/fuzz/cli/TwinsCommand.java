package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.twins.TwinSearch;
import io.splitproof.fuzz.twins.Twins;
import io.splitproof.impl.Variant;
import io.splitproof.impl.linux.Linux72;
import io.splitproof.impl.linux.Linux72Hosted;
import io.splitproof.oracle.contract.MachineConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code twins}: compares two systems that should do the same. */
@Command(
    name = "twins",
    mixinStandardHelpOptions = true,
    description = {
      "Runs programs on two systems that should do the same, and compares all they announce: every"
          + " store, invalidation, barrier, allocation, lock, warning and result, in order; and"
          + " their page tables, bit by bit. Nobody judges.",
      "Without FILE the programs are random, of well-behaved callers and of any, on all machines."
          + " Exit status 77 if they differ, else 0."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof kernel twins --tree linux --budget 60s",
      "  splitproof twins --variant v8 --against linux-7.2 corpus/seeds"
    })
final class TwinsCommand implements Callable<Integer> {

  private static final long PROGRAMS = 1000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Programs to run.")
  private List<Path> files = List.of();

  @Mixin private Judged judged;

  @Option(
      names = "--against",
      paramLabel = "V",
      defaultValue = "linux-7.2",
      converter = VariantNames.class,
      completionCandidates = VariantNames.class,
      description = "The other one: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Variant against;

  @Option(
      names = "--programs",
      paramLabel = "N",
      converter = WholeNumbers.class,
      description = "How many random programs (default: 1000, or what the budget allows).")
  private Long programs;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "How long to go on with random programs: 500ms, 60s, 30m, 2h.")
  private Duration budget;

  @Mixin private SeedOption random;

  @Option(
      names = "--workers",
      paramLabel = "N",
      converter = WorkerCounts.class,
      defaultValue = "1",
      description = "Threads side by side (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (programs != null && programs < 1) {
      throw new UsageException("--programs: " + programs + " is not a number from 1 on");
    }
    if (!files.isEmpty() && (programs != null || budget != null)) {
      throw new UsageException("--programs and --budget are for random programs, not for files");
    }
    WorkerCounts.warn(workers, spec.commandLine());
    if (files.isEmpty()) {
      judged.build();
    }
    TwinSearch search = new TwinSearch(twin(), judged.variant(), judged.isTree());
    try (Progress progress = Progress.on(spec.commandLine(), null)) {
      if (files.isEmpty()) {
        random(search, progress);
      } else {
        named(search, progress);
      }
    }
    if (search.tallies().isEmpty()) {
      throw new UsageException("none of the programs is for both");
    }
    return report(search);
  }

  /** The other one, which gives a tree's twin the frames that an executor does. */
  private Variant twin() {
    boolean real = judged.isTree() && against.getClass() == Linux72.class;
    return real ? new Linux72Hosted() : against;
  }

  private void random(TwinSearch search, Progress progress) {
    long began = System.nanoTime();
    long most = programs != null ? programs : budget == null ? PROGRAMS : Long.MAX_VALUE;
    progress.show(() -> TwinsText.progress(search));
    search.run(
        random.seed(),
        most,
        workers,
        () -> budget != null && System.nanoTime() - began > budget.toNanos());
  }

  private void named(TwinSearch search, Progress progress) throws IOException {
    Twins twins = new Twins(twin(), judged.variant());
    for (Path file : files) {
      for (CrashFile crash : ProgramsIn.named(file, false)) {
        progress.show(() -> crash.file().toString());
        search.compare(twins, crash.program(), true);
      }
    }
  }

  private int report(TwinSearch search) throws IOException {
    List<TwinSearch.Found> found =
        search.found().values().stream().map(search::minimized).toList();
    TwinsText text = new TwinsText(against.name(), judged.variant().name());
    spec.commandLine()
        .getOut()
        .print(json ? text.json(search, found) : text.of(search, found));
    spec.commandLine().getOut().flush();
    return found.isEmpty() ? ExitStatus.CLEAN : ExitStatus.FINDING;
  }
}
