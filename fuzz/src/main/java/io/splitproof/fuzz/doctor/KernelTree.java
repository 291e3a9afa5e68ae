package io.splitproof.fuzz.doctor;

import io.splitproof.fuzz.conform.Conformance;
import io.splitproof.fuzz.conform.ConformanceResult;
import io.splitproof.fuzz.corpus.ProgramSources;
import io.splitproof.fuzz.gate.GateSettings;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.impl.Variant;
import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.KernelVariant.Executor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A kernel's tree: does it build, and does it do what kernels were seen to do? */
public final class KernelTree {

  /** What the recordings are of. */
  private static final String RECORDED = "7.2";

  private static final Pattern VERSION =
      Pattern.compile(
          "^VERSION = (\\d+)\\nPATCHLEVEL = (\\d+)\\nSUBLEVEL = (\\d+)", Pattern.MULTILINE);

  private static final String LOOK = "look at it: it is the tree that differs, or what models it";

  private final Path tree;
  private final ExecutorCache executors;
  private final Variant kernel;
  private final Consumer<String> progress;

  /**
   * Creates it.
   *
   * @param executors those of the tree
   * @param kernel the tree's kernel
   * @param progress told what is looked at
   */
  public KernelTree(
      Path tree, ExecutorCache executors, Variant kernel, Consumer<String> progress) {
    this.tree = tree;
    this.executors = executors;
    this.kernel = kernel;
    this.progress = progress;
  }

  /** The version that the tree's Makefile says. */
  public Diagnosis version() throws IOException {
    String version = versionOf(Files.readString(tree.resolve("Makefile")));
    return version.isEmpty()
        ? Diagnosis.warning("tree", tree + ": its Makefile tells no version", "see that it is one")
        : Diagnosis.ok("tree", "Linux " + version + ", " + tree);
  }

  /** The version, or an empty text. */
  static String versionOf(String makefile) {
    Matcher matcher = VERSION.matcher(makefile);
    return matcher.find()
        ? String.join(".", matcher.group(1), matcher.group(2), matcher.group(3))
        : "";
  }

  /** Builds what mutants are hunted with, unless it is built. */
  public Diagnosis built(List<Executor> wanted) {
    wanted.forEach(executors::apply);
    String names = wanted.stream().map(Executor::toString).collect(Collectors.joining(", "));
    return Diagnosis.ok("built", names);
  }

  /** Which of the tree's names were taken for those that moved between versions. */
  public Diagnosis names(Executor executor) throws IOException {
    return Diagnosis.ok("names", String.join(", ", executors.names(executor)));
  }

  /** What of the kernel is not modelled. */
  public Diagnosis unmodelled(Executor executor) throws IOException {
    List<String> names = executors.unmodelled(executor);
    return Diagnosis.ok("unmodelled", names.size() + " names: " + String.join(" ", names));
  }

  /**
   * Compares the kernel with the recordings below {@code folder}.
   *
   * @throws IOException if one cannot be read
   */
  public Diagnosis recordings(Path folder) throws IOException {
    Conformance conformance = new Conformance(kernel);
    List<String> differing = new ArrayList<>();
    int count = 0;
    for (Path file : recordingsIn(folder)) {
      progress.accept("replaying " + file.getFileName());
      ConformanceResult result = conformance.run(file);
      count++;
      if (!result.conforms()) {
        differing.add(file.getFileName() + ": " + result.first());
      }
    }
    String version = versionOf(Files.readString(tree.resolve("Makefile")));
    String text = count + " recordings of " + RECORDED + ", which this tree "
        + (version.startsWith(RECORDED + ".") ? "is" : "is not (" + version + ")");
    return differing.isEmpty()
        ? Diagnosis.ok("recordings", text + ": all as recorded")
        : Diagnosis.bad("recordings", text + ": " + wrong(differing, "differ"), LOOK);
  }

  private static List<Path> recordingsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(ops\\.txt|boot\\.ptdump)(\\.gz)?"))
          .sorted()
          .toList();
    }
  }

  /**
   * Runs the programs that come with Splitproof, as far as the kernel runs on their machines.
   *
   * @param corpus the folder that the folders of the shelf are in
   * @throws IOException if one cannot be read
   */
  public Diagnosis shelf(Path corpus) throws IOException {
    Runner runner = Runner.thorough(kernel);
    List<String> findings = new ArrayList<>();
    int count = 0;
    for (String folder : GateSettings.SHELF) {
      for (Path file : ProgramSources.files(corpus.resolve(folder))) {
        Program program = ProgramFile.read(file).program();
        if (kernel.runsOn(program.machine())) {
          progress.accept("running " + file.getFileName());
          RunResult result = runner.run(program);
          count++;
          if (!result.isClean()) {
            findings.add(file + ": " + result.divergence().signature());
          }
        }
      }
    }
    return findings.isEmpty()
        ? Diagnosis.ok("shelf", count + " programs, nothing found")
        : Diagnosis.bad("shelf", wrong(findings, "of " + count + " find something"), LOOK);
  }

  private static String wrong(List<String> wrong, String how) {
    return wrong.size() + " " + how + ", first " + wrong.get(0);
  }
}
