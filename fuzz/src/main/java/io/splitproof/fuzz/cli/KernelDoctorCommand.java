package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.doctor.Diagnosis;
import io.splitproof.fuzz.doctor.Diagnosis.Level;
import io.splitproof.fuzz.doctor.KernelTools;
import io.splitproof.fuzz.doctor.KernelTree;
import io.splitproof.fuzz.mutants.HuntResult;
import io.splitproof.fuzz.mutants.Hunts;
import io.splitproof.fuzz.mutants.Mutant;
import io.splitproof.fuzz.mutants.Mutants;
import io.splitproof.fuzz.mutants.Testability;
import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.ExecutorFailure;
import io.splitproof.impl.kernel.KernelVariant.Executor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kernel doctor}: can bugs in this tree be found? */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether a kernel tree can be judged: builds it, compares it with recordings, runs the"
          + " shelf, and plants bugs in copies of it, each of which has to be found, and changes"
          + " that mean nothing, which must not be.",
      "Exit status 0: the tree is testable; 1: it is not, and the last line says why."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof kernel doctor --tree linux",
      "  splitproof kernel doctor --tree linux --budget 2m --workers 4 --json > doctor.json"
    })
final class KernelDoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private TreeOption tree;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "Time to find each bug in (default: ${DEFAULT-VALUE}); changes that mean"
          + " nothing get a quarter of it.")
  private Duration budget = Duration.ofMinutes(1);

  @Option(
      names = "--workers",
      paramLabel = "N",
      converter = WorkerCounts.class,
      description = "Bugs to hunt at a time (default: ${DEFAULT-VALUE}).")
  private int workers = 2;

  @Mixin private SeedOption random;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** Something to look at, which may take a while. */
  @FunctionalInterface
  private interface Look {
    Diagnosis take() throws IOException;
  }

  @Override
  public Integer call() throws IOException {
    ExecutorCache executors = tree.executors();
    List<Diagnosis> looks = new ArrayList<>();
    List<HuntResult> hunts = List.of();
    try (Progress progress = Progress.on(spec.commandLine(), null)) {
      if (look(executors, looks, progress)) {
        hunts = hunt(executors, progress);
      }
    }
    Testability verdict = Testability.of(looks, hunts);
    print(
        json
            ? KernelDoctorJson.of(looks, hunts, verdict)
            : Screen.of(spec.commandLine()).paint().report(verdict.text()));
    return verdict.isTestable() ? ExitStatus.CLEAN : ExitStatus.BROKEN;
  }

  /** Looks at the tree itself; whether there is something to hunt in. */
  private boolean look(ExecutorCache executors, List<Diagnosis> looks, Progress progress)
      throws IOException {
    List<Executor> wanted = Hunts.executors();
    KernelTree kernel =
        new KernelTree(
            tree.path(), executors, tree.variant(), line -> progress.show(() -> line));
    Path corpus = Path.of(System.getProperty("splitproof.home", "")).resolve("corpus");
    add(looks, KernelTools::look);
    add(looks, kernel::version);
    if (!add(looks, () -> kernel.built(wanted))) {
      return false;
    }
    add(looks, () -> kernel.names(wanted.get(0)));
    add(looks, () -> kernel.unmodelled(wanted.get(0)));
    add(looks, () -> kernel.recordings(corpus.resolve("recordings")));
    add(looks, () -> kernel.shelf(corpus));
    return true;
  }

  private List<HuntResult> hunt(ExecutorCache executors, Progress progress) throws IOException {
    List<Mutant> all = Mutants.all();
    List<Mutant> bugs = all.stream().filter(mutant -> !mutant.isHarmless()).toList();
    List<Mutant> harmless = all.stream().filter(Mutant::isHarmless).toList();
    List<HuntResult> results = new ArrayList<>();
    progress.show(() -> "hunting " + bugs.size() + " planted bugs");
    results.addAll(new Hunts(executors, budget, workers, random.seed()).run(bugs, this::ended));
    progress.show(() -> "looking for what is not there");
    Hunts quiet = new Hunts(executors, budget.dividedBy(4), workers, random.seed());
    results.addAll(quiet.run(harmless, this::ended));
    return results;
  }

  private void ended(HuntResult result) {
    if (!json) {
      print(Screen.of(spec.commandLine()).paint().report(KernelDoctorText.of(result)));
    }
  }

  /** Looks, and says at once what it saw; whether it was not bad. */
  private boolean add(List<Diagnosis> all, Look look) {
    Diagnosis diagnosis;
    try {
      diagnosis = look.take();
    } catch (ExecutorFailure failure) {
      diagnosis = new Diagnosis("executor", Level.BAD, failure.getMessage(), "see what it says");
    } catch (IOException e) {
      diagnosis = new Diagnosis("files", Level.BAD, Complaints.line(e), "see that it can be read");
    }
    all.add(diagnosis);
    if (!json) {
      print(Screen.of(spec.commandLine()).paint().report(DoctorCommand.text(diagnosis)));
    }
    return diagnosis.isBearable();
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }
}
