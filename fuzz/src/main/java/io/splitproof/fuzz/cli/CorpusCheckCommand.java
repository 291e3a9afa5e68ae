package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitproof.fuzz.corpus.ProgramSources;
import io.splitproof.fuzz.corpus.ShelfCheck;
import io.splitproof.fuzz.corpus.ShelfCheck.Checked;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corpus check}: do programs still do what their headers say? */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Replays programs and compares what comes of them with what their header says.",
      "A header that says nothing means that linux-7.2 passes. '# variant V' and '# finds"
          + " SIGNATURE' mean that V does not, by the last step, and that linux-7.2 passes if V is"
          + " another; a known bug is found by its own check alone, too. '# checks NAMES' says that"
          + " these judge. '# had-by V SIGNATURE' and '# fixed-in VARIANTS' say it variant by"
          + " variant.",
      "Exit status 77: something else came of a program; 2: some file holds none."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof corpus check corpus",
      "  splitproof corpus check --json corpus/bugs my-programs/a.txt"
    })
final class CorpusCheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      arity = "1..*",
      description = "Folders of programs, with the folders below them, or files.")
  private List<Path> folders;

  @Option(names = "--json", description = "One JSON object with all of it.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    List<Path> files = files(folders);
    List<Checked> all = check(files);
    PrintWriter results = spec.commandLine().getOut();
    Paint paint = Screen.of(spec.commandLine()).paint();
    results.println(json ? json(all) : paint.report(text(all)));
    results.flush();
    return status(all);
  }

  private List<Checked> check(List<Path> files) throws IOException {
    ShelfCheck check = new ShelfCheck();
    List<Checked> all = new ArrayList<>();
    try (Progress progress = Progress.on(spec.commandLine(), "booting machines")) {
      for (Path file : files) {
        all.add(check.check(file));
        progress.show(all.size(), files.size(), "programs");
      }
    }
    return all;
  }

  /**
   * The files of all folders, each once.
   *
   * @throws UsageException if a folder has none
   */
  static List<Path> files(List<Path> folders) throws IOException {
    Set<Path> files = new LinkedHashSet<>();
    for (Path folder : folders) {
      List<Path> some = ProgramSources.files(folder);
      if (some.isEmpty()) {
        throw new UsageException(folder + ": no programs in it");
      }
      files.addAll(some);
    }
    return List.copyOf(files);
  }

  private static int status(List<Checked> all) {
    if (all.stream().anyMatch(checked -> checked.unreadable() != null)) {
      return ExitStatus.USAGE;
    }
    return all.stream().allMatch(Checked::isFine) ? ExitStatus.CLEAN : ExitStatus.FINDING;
  }

  private static String text(List<Checked> all) {
    StringBuilder text = new StringBuilder();
    for (Checked checked : all) {
      String start = checked.file() + ": ";
      if (checked.unreadable() != null) {
        text.append(start).append(checked.unreadable()).append('\n');
      }
      checked.differences().forEach(line -> text.append(start).append(line).append('\n'));
    }
    long fine = all.stream().filter(Checked::isFine).count();
    return text + "" + fine + " of " + all.size() + " programs as their headers say";
  }

  private static String json(List<Checked> all) throws JsonProcessingException {
    List<Map<String, Object>> failures = new ArrayList<>();
    for (Checked checked : all) {
      if (!checked.isFine()) {
        Map<String, Object> failure = new LinkedHashMap<>();
        failure.put("file", checked.file().toString());
        failure.put("differences", checked.differences());
        failure.put("unreadable", checked.unreadable());
        failures.add(failure);
      }
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("programs", all.size());
    object.put("fine", all.size() - failures.size());
    object.put("failures", failures);
    return new ObjectMapper().writeValueAsString(object);
  }
}
