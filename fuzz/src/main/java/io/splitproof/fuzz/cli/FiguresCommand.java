package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.figures.Effort;
import io.splitproof.fuzz.figures.Figure;
import io.splitproof.fuzz.figures.FiguresPage;
import io.splitproof.fuzz.figures.Studies;
import io.splitproof.fuzz.figures.Study;
import io.splitproof.fuzz.store.WholeFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code figures}: what was published about the systems, next to what the models make of it. */
@Command(
    name = "figures",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the published figures of the systems that are modelled, ours beside them, and how"
          + " those were computed. Takes a minute or so and 640 MB of heap, and says the same"
          + " every time.",
      "Exit status 0: every figure of structure agrees; 77: one is more than 5 percent off."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof figures",
      "  splitproof figures --quick --html figures.html",
      "  splitproof figures --only memory,dumps --json"
    })
final class FiguresCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--only",
      paramLabel = "NAMES",
      split = ",",
      completionCandidates = Names.class,
      description = "Print these alone, commas between them: ${COMPLETION-CANDIDATES}.")
  private List<String> only;

  @Option(
      names = "--quick",
      description = "Less of what takes long: the shape of each figure, in seconds.")
  private boolean quick;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write them as a page with plots; replaced if it is there.")
  private Path html;

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  /** What can be asked for. */
  static final class Names implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return Studies.names().iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    List<Study> studies = chosen();
    checkPage();
    List<Figure> figures = carryOut(studies);
    if (html != null) {
      WholeFiles.write(html, FiguresPage.of(figures));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(FiguresJson.of(figures));
    } else {
      for (int i = 0; i < figures.size(); i++) {
        out.print((i == 0 ? "" : "\n\n") + FiguresText.of(figures.get(i)));
      }
    }
    out.flush();
    return figures.stream().allMatch(Figure::agrees) ? ExitStatus.CLEAN : ExitStatus.FINDING;
  }

  private List<Study> chosen() {
    Path shelf = Path.of(System.getProperty("splitproof.home", "")).resolve("corpus");
    List<Study> all = Studies.all(shelf);
    if (only == null) {
      return all;
    }
    for (String name : only) {
      if (!Studies.names().contains(name)) {
        String known = String.join(", ", Studies.names());
        throw new UsageException("no figure '" + name + "'; expected " + known);
      }
    }
    return all.stream().filter(study -> only.contains(study.name())).toList();
  }

  private void checkPage() {
    if (html == null) {
      return;
    }
    Path parent = html.toAbsolutePath().getParent();
    String name = html.getFileName().toString();
    if (!Files.isDirectory(parent)) {
      throw new UsageException(parent + ": no such folder to write " + name + " to");
    }
    if (!Files.isWritable(parent)) {
      throw new UsageException(parent + ": not writable, so " + name + " cannot go there");
    }
    if (Files.isDirectory(html)) {
      throw new UsageException(html + ": a folder; expected the name of a page");
    }
  }

  private List<Figure> carryOut(List<Study> studies) throws IOException {
    Effort effort = quick ? Effort.QUICK : Effort.FULL;
    List<Figure> figures = new ArrayList<>();
    try (Progress progress = Progress.on(spec.commandLine(), null)) {
      for (Study study : studies) {
        figures.add(
            study.carryOut(
                effort, doing -> progress.show(() -> study.name() + ": " + doing)));
      }
    }
    return figures;
  }
}
