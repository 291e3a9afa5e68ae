package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.gate.GateJson;
import io.splitproof.fuzz.gate.GateResult;
import io.splitproof.fuzz.gate.JUnitXml;
import io.splitproof.fuzz.gate.SarifLog;
import io.splitproof.fuzz.gate.TreeGate;
import io.splitproof.fuzz.gate.TreeGateSettings;
import io.splitproof.fuzz.gate.TreeText;
import io.splitproof.fuzz.gate.TreeVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kernel gate}: a verdict on each of several patches to a kernel tree. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description = {
      "Gives one verdict, in one line, on each patch to a kernel tree, or on the tree as it is:"
          + " builds it, replays the shelf and searches until something is found or time is up.",
      "Patches are taken for a series: each is judged on top of those before it, and only what they"
          + " do not show is held against it. A mailbox of several counts as one.",
      "PASSED: nothing was found. FAILED: something was; the line says what, and how to see it."
          + " BROKEN: the patch does not apply, or the kernel does not build or cannot be judged.",
      "Exit status 0: all passed; 77: one failed; 1: one is broken and none failed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof kernel gate --tree linux",
      "  splitproof kernel gate --tree linux --patch 0001-mm.patch 0002-mm.patch",
      "  splitproof kernel gate --tree linux --patch fix.patch --budget 10m --junit gate.xml"
    })
final class KernelGateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private TreeOption tree;

  @Option(
      names = "--patch",
      paramLabel = "PATCH",
      arity = "1..*",
      description = "A patch to judge, as git format-patch writes it (default: the tree as it is).")
  private List<Path> patches = List.of();

  @Option(
      names = "--alone",
      description = "Apply each patch to the tree by itself, and not on top of those before it.")
  private boolean alone;

  @Option(
      names = "--no-base",
      description = "Hold against a patch also what shows without it.")
  private boolean noBase;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      defaultValue = "2m",
      converter = Durations.class,
      description = "How long each verdict may take, with all that is built for it (default:"
          + " ${DEFAULT-VALUE}).")
  private Duration budget;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "2",
      converter = WorkerCounts.class,
      description = "Processes searching side by side (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Mixin private SeedOption random;

  @Mixin private CheckOptions checks;

  @Mixin private GateFiles files;

  @Override
  public Integer call() throws IOException {
    TreeGateSettings settings = settings();
    try (Progress progress = Progress.on(spec.commandLine(), null)) {
      TreeGate gate = new TreeGate(settings, line -> say(progress, line), System::nanoTime);
      return CleanEnd.on(
          gate::stop,
          () -> show(settings, gate.run(this::print)),
          spec.commandLine().getErr());
    }
  }

  private TreeGateSettings settings() throws IOException {
    files.check();
    return new TreeGateSettings(
        tree.original(),
        tree.unpatched(),
        TreeOption.checked(patches),
        alone,
        !noBase && !patches.isEmpty(),
        checks.enabled(),
        budget,
        workers,
        random.seed(),
        files.shelf(),
        files.findings());
  }

  private static void say(Progress progress, String line) {
    long start = System.nanoTime();
    progress.show(() -> line + ", " + (System.nanoTime() - start) / 1_000_000_000L + " s ago");
  }

  private void print(TreeVerdict verdict) {
    if (files.json()) {
      Screen.of(spec.commandLine()).remark(TreeText.verdict(verdict));
      return;
    }
    Paint paint = Screen.of(spec.commandLine()).paint();
    spec.commandLine().getOut().println(paint.report(TreeText.report(verdict)));
    spec.commandLine().getOut().flush();
  }

  private int show(TreeGateSettings settings, List<TreeVerdict> verdicts) throws IOException {
    String json = GateJson.of(settings.source().tree(), verdicts);
    if (files.json()) {
      spec.commandLine().getOut().println(json);
      spec.commandLine().getOut().flush();
    }
    List<GateResult> results = verdicts.stream().map(TreeVerdict::result).toList();
    boolean written =
        files.write(JUnitXml.of(verdicts), SarifLog.of(results, Path.of("")), json);
    return GateFiles.status(TreeVerdict.all(verdicts), written);
  }
}
