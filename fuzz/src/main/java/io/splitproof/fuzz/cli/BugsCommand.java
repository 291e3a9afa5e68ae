package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.bugs.Bug;
import io.splitproof.fuzz.bugs.Bugs;
import io.splitproof.fuzz.bugs.Hunting;
import io.splitproof.fuzz.bugs.Matrix;
import io.splitproof.fuzz.bugs.MatrixPage;
import io.splitproof.fuzz.bugs.MatrixSettings;
import io.splitproof.fuzz.bugs.Shelf;
import io.splitproof.fuzz.campaign.Guidance;
import io.splitproof.fuzz.store.WholeFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bugs}: measures how surely and how soon the harness finds known bugs. */
@Command(
    name = "bugs",
    mixinStandardHelpOptions = true,
    description = {
      "Hunts known bugs from an empty corpus, over many seeds, and says which check finds each,"
          + " and after how long.",
      "Exit status 0: every bug was found in every hunt, and in its own program by the check that"
          + " must find it; 77: some was missed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof bugs --list",
      "  splitproof bugs --systems",
      "  splitproof bugs --seeds 3 --budget 30s v7 canary-always",
      "  splitproof bugs --workers 2 --compare --html bugs.html"
    })
final class BugsCommand implements Callable<Integer> {

  private static final Duration CLEAN = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Bugs (default: all).")
  private List<String> names = List.of();

  @Mixin private SystemsOption systems;

  @Option(names = "--list", description = "List the bugs and where they come from; hunt none.")
  private boolean list;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "10",
      converter = HuntCounts.class,
      description = "Hunts for each bug, each with its own seed (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      converter = WholeNumbers.class,
      description = "The first seed; the others count up from it (default: ${DEFAULT-VALUE}).")
  private long firstSeed;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      defaultValue = "120s",
      converter = Durations.class,
      description = "How long one hunt may last, in time on a processor from its first program on"
          + " (default: ${DEFAULT-VALUE}).")
  private Duration budget;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      converter = WorkerCounts.class,
      description = "Hunts side by side, a core each (default: ${DEFAULT-VALUE}).")
  private int workers;

  @ArgGroup private How how = new How();

  /** How to hunt. */
  static final class How {

    @Option(
        names = "--unguided",
        description = "Hunt with new programs from the generator alone: no coverage, no states,"
            + " no corpus.")
    private boolean unguided;

    @Option(
        names = "--compare",
        description = "Hunt both ways and compare: Mann-Whitney U, A12, ratio of medians.")
    private boolean compare;

    List<Guidance> guidances() {
      if (compare) {
        return List.of(Guidance.GUIDED, Guidance.UNGUIDED);
      }
      return List.of(unguided ? Guidance.UNGUIDED : Guidance.GUIDED);
    }
  }

  @Option(
      names = "--clean",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "Also search so long where no bug is known, and estimate what is left to"
          + " discover there (default: 10s, or not at all if bugs are named).")
  private Duration clean;

  @Option(
      names = "--programs",
      paramLabel = "DIR",
      description = "Programs that show the bugs, to replay with each check alone (default:"
          + " corpus/bugs).")
  private Path programs;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write a page with the discovery curves.")
  private Path html;

  @Override
  public Integer call() throws IOException {
    if (systems.wanted()) {
      return systems.run(spec.commandLine(), programs, names, json);
    }
    List<Bug> bugs = bugs();
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      out.println(json ? MatrixJson.list(bugs) : MatrixText.list(bugs));
      out.flush();
      return ExitStatus.CLEAN;
    }
    if (html != null) {
      OutputFolder.checkWritable(html.toAbsolutePath().getParent());
    }
    WorkerCounts.warn(workers, spec.commandLine());
    return measure(settings(bugs));
  }

  private List<Bug> bugs() throws IOException {
    Shelf shelf = new Shelf(programs != null ? programs : defaultPrograms());
    if (names.isEmpty()) {
      return Bugs.all(shelf);
    }
    try {
      return names.stream().distinct().map(name -> Bugs.named(name, shelf)).toList();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static Path defaultPrograms() {
    return Path.of(System.getProperty("splitproof.home", "")).resolve("corpus").resolve("bugs");
  }

  private MatrixSettings settings(List<Bug> bugs) {
    return new MatrixSettings(
        bugs,
        how.guidances(),
        seeds,
        firstSeed,
        budget,
        workers,
        clean != null || !names.isEmpty() ? clean : CLEAN);
  }

  private int measure(MatrixSettings settings) throws IOException {
    Hunting hunting = new Hunting(settings);
    Screen.of(spec.commandLine()).remark(MatrixText.opening(settings));
    return CleanEnd.on(
        hunting::stop, () -> show(run(hunting, settings)), spec.commandLine().getErr());
  }

  private Matrix run(Hunting hunting, MatrixSettings settings) throws IOException {
    try (Progress progress = Progress.on(spec.commandLine(), "starting ...")) {
      return hunting.run(new HuntLine(progress, settings.hunts()));
    }
  }

  private int show(Matrix matrix) throws IOException {
    if (html != null) {
      WholeFiles.write(html, MatrixPage.of(matrix));
    }
    PrintWriter out = spec.commandLine().getOut();
    Paint paint = Screen.of(spec.commandLine()).paint();
    out.println(json ? MatrixJson.of(matrix) : paint.report(MatrixText.of(matrix)));
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    matrix.failures().forEach(failure -> err.println("splitproof bugs: " + failure));
    if (!matrix.isWhole()) {
      err.println("splitproof bugs: stopped early: there is no verdict");
    }
    err.flush();
    if (!matrix.failures().isEmpty() || !matrix.isWhole()) {
      return ExitStatus.BROKEN;
    }
    boolean clean = matrix.clean() == null || matrix.clean().findings().isEmpty();
    boolean found = matrix.foundAll() && matrix.unshown().isEmpty();
    return found && clean ? ExitStatus.CLEAN : ExitStatus.FINDING;
  }
}
