package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.report.Report;
import io.splitproof.fuzz.report.ReportPage;
import io.splitproof.fuzz.store.WholeFiles;
import io.splitproof.impl.Variant;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: makes a page for people of what a campaign left behind. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Makes one HTML page, which needs nothing else, of a campaign: how it went, what it covered,"
          + " and for each finding the pages before and after, the oracle above what was found.",
      "Runs every finding's program again to see that."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof report findings -o report.html",
      "  splitproof bugs --seeds 3 --json > matrix.json",
      "  splitproof report campaign --bugs matrix.json -o report.html",
      "  splitproof kernel report --tree linux findings -o report.html"
    })
final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      description = "A campaign's folder, a folder of findings, or one finding.")
  private Path folder;

  @Mixin private PatchedTreeOption tree;

  @Option(
      names = "--bugs",
      paramLabel = "FILE",
      description = "What `splitproof bugs --json` printed, to be shown too.")
  private Path bugs;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The page to write; replaced if it is there.")
  private Path output;

  @Override
  public Integer call() throws IOException {
    Path parent = output.toAbsolutePath().getParent();
    if (!Files.isDirectory(parent)) {
      String name = output.getFileName().toString();
      throw new UsageException(parent + ": no such folder to write " + name + " to");
    }
    if (Files.isDirectory(output)) {
      throw new UsageException(output + ": a folder; expected the name of a page");
    }
    Report report = Report.of(folder, bugs, kernel());
    WholeFiles.write(output, page(report));
    PrintWriter out = spec.commandLine().getOut();
    out.println(output + ": " + count(report.findings().size()));
    out.flush();
    return ExitStatus.CLEAN;
  }

  private Variant kernel() throws IOException {
    return tree.isGiven() || KernelCommand.isAbove(spec) ? tree.variant() : null;
  }

  private static String count(int findings) {
    return findings == 1 ? "1 finding" : findings + " findings";
  }

  private String page(Report report) {
    int all = report.findings().size();
    try (Progress progress = Progress.on(spec.commandLine(), "drawing " + count(all))) {
      return ReportPage.of(
          report, drawn -> progress.show(() -> "drew " + drawn + " of " + count(all)));
    }
  }
}
