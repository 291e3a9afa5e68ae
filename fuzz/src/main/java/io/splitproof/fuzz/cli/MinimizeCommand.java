package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.minimize.Limits;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.store.WholeFiles;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code minimize}: the simplest programs that show the same. */
@Command(
    name = "minimize",
    mixinStandardHelpOptions = true,
    description = "Makes a program as simple as it can be while it shows the same signature: fewer"
        + " steps, a plainer machine, smaller operands. All programs of a folder go to another"
        + " folder, without those that became equal.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof minimize --variant v7 -o short.txt long.txt",
      "  splitproof minimize clusterfuzz-testcase-ProgramFuzzer-4711",
      "  splitproof minimize --variant v7 -o minimized crashes/",
      "  splitproof kernel minimize --tree linux findings/FOLDER"
    })
final class MinimizeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "A program as text or bytes, a crash file, the folder of a finding, or a folder"
          + " of these.")
  private Path file;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT",
      description = "Where to write the program, or the folder for those of a folder; without it a"
          + " program goes to standard output.")
  private Path out;

  @Option(
      names = "--variant",
      paramLabel = "V",
      converter = VariantNames.class,
      completionCandidates = VariantNames.class,
      description = "What is judged: ${COMPLETION-CANDIDATES}, or a bug that"
          + " `splitproof bugs --list` shows (default: what the program says it shows a fault of,"
          + " else linux-7.2).")
  private Variant variant;

  @Mixin private PatchedTreeOption tree;

  @Mixin private CheckOptions checks;

  @Option(names = "--raw", description = "Take files for a fuzzer's input, whatever is in them.")
  private boolean raw;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "Stop each program after so long with what there is by then, such as 10s.")
  private Duration budget;

  @Option(names = "--json", description = "Print one JSON object per program.")
  private boolean json;

  private Variant kernel;

  @Override
  public Integer call() throws IOException {
    boolean folder =
        Files.isDirectory(file) && Files.notExists(file.resolve(CrashFile.PROGRAM));
    if (folder && out == null) {
      throw new UsageException(file + ": a folder; say with -o where its programs go");
    }
    if (folder) {
      return all();
    }
    CrashFile crash = CrashFile.read(file, raw);
    Path parent = out == null ? null : out.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new UsageException(
          parent + ": no such folder to write " + out.getFileName() + " to");
    }
    Shortening shortening = minimize(crash);
    if (shortening == null) {
      throw new UsageException(silence(crash));
    }
    String text = shortening.text();
    if (out != null) {
      WholeFiles.write(out, text);
    }
    if (json) {
      print(MinimizedJson.of(shortening, out) + "\n");
    } else if (out == null) {
      print(text);
    }
    return ExitStatus.CLEAN;
  }

  private Shortening minimize(CrashFile crash) throws IOException {
    Foreign.refuse(crash.file(), variantFor(crash), crash.program().machine());
    Limits limits =
        budget == null
            ? Limits.unhurried()
            : Limits.within(budget.toNanos(), System::nanoTime);
    Shortening shortening;
    try (Progress progress = Progress.on(spec.commandLine(), crash.file() + ": minimising")) {
      shortening =
          Shortening.of(
              crash,
              variantFor(crash),
              checks.enabled(),
              limits,
              left ->
                  progress.show(() -> crash.file() + ": " + left.steps().size() + " steps left"));
    }
    if (shortening != null) {
      say(shortening.file() + ": " + shortening.removed());
    }
    return shortening;
  }

  private String silence(CrashFile crash) throws IOException {
    String judged = checks.enabled().containsAll(Checks.ALL) ? "" : " with these checks";
    return crash.file() + ": shows nothing on " + variantFor(crash).name() + judged
        + "; there is nothing to minimise";
  }

  private Variant variantFor(CrashFile crash) throws IOException {
    if (tree.isGiven() || KernelCommand.isAbove(spec)) {
      if (variant != null) {
        throw new UsageException("--tree and --variant both say what is judged; name one");
      }
      kernel = kernel == null ? tree.variant() : kernel;
      return kernel;
    }
    if (variant != null) {
      return variant;
    }
    String claimed = crash.claims().firstVariant();
    try {
      return claimed == null ? Variants.byDefault() : Variants.named(claimed);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          crash.file() + ": says it shows a fault of '" + claimed + "', which is no variant;"
              + " say with --variant what to judge");
    }
  }

  /** Every program is read before the first is minimised, so that nothing is half done. */
  private int all() throws IOException {
    Map<Path, CrashFile> programs = ProgramsIn.folder(file, raw);
    OutputFolder.prepare(out);
    Map<String, String> seen = new LinkedHashMap<>();
    int silent = 0;
    for (Map.Entry<Path, CrashFile> program : programs.entrySet()) {
      Shortening shortening = minimize(program.getValue());
      if (shortening == null) {
        silent++;
        say(silence(program.getValue()));
      } else {
        keep(shortening, ProgramsIn.textName(file, program.getKey()), seen);
      }
    }
    say(
        programs.size() + " programs, " + seen.size() + " different ones now, "
            + silent + " that show nothing");
    return ExitStatus.CLEAN;
  }

  /** Writes a program unless an equal one is there. */
  private void keep(Shortening shortening, String name, Map<String, String> seen)
      throws IOException {
    String same = seen.putIfAbsent(shortening.text(), name);
    if (same == null) {
      WholeFiles.write(out.resolve(name), shortening.text());
    } else {
      say(shortening.file() + ": became equal to " + same);
    }
    if (json) {
      print(MinimizedJson.of(shortening, out.resolve(same == null ? name : same)) + "\n");
    }
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  private void say(String line) {
    Screen.of(spec.commandLine()).remark("splitproof minimize: " + line);
  }
}
