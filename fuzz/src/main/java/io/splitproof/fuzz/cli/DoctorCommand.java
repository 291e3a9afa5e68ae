package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitproof.fuzz.doctor.Diagnosis;
import io.splitproof.fuzz.doctor.Diagnosis.Level;
import io.splitproof.fuzz.doctor.Engine;
import io.splitproof.fuzz.doctor.Shelf;
import io.splitproof.fuzz.doctor.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: looks for what is wrong when something is off. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at the JDK, memory, processors, disk, limits and terminal, fuzzes for a second and"
          + " replays some of the shelf; says of each whether it is ok, and if not, what to do.",
      "Exit status 0: all of it works, if not well; 1: something is bad."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof doctor",
      "  splitproof doctor --json > doctor.json"
    })
final class DoctorCommand implements Callable<Integer> {

  private static final String OTHER_FOLDER = "start it in another folder";
  private static final String OTHER_TEMP =
      "name another with JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR";

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** Something to look at, which may take a while. */
  @FunctionalInterface
  private interface Look {
    Diagnosis take() throws IOException;
  }

  @Override
  public Integer call() throws IOException {
    List<Diagnosis> all = new ArrayList<>();
    Path shelf = Path.of(System.getProperty("splitproof.home", "")).resolve("corpus");
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (Progress progress = Progress.on(spec.commandLine(), null)) {
      add(all, Surroundings::java);
      add(all, Surroundings::memory);
      add(all, Surroundings::processors);
      Path here = Path.of("").toAbsolutePath();
      add(all, () -> Surroundings.folder("this folder", here, OTHER_FOLDER));
      add(all, () -> Surroundings.folder("temporary", temporary, OTHER_TEMP));
      add(all, Surroundings::files);
      add(all, this::terminal);
      progress.show(() -> "fuzzing for a second");
      add(all, Engine::look);
      progress.show(() -> "reading the shelf");
      add(all, () -> Shelf.readable(shelf));
      progress.show(() -> "replaying regressions");
      add(all, () -> Shelf.passed(shelf.resolve("regressions")));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(all));
    }
    out.flush();
    return isUsable(all) ? ExitStatus.CLEAN : ExitStatus.BROKEN;
  }

  /** Looks, and says at once what it saw. */
  private void add(List<Diagnosis> all, Look look) {
    Diagnosis diagnosis;
    try {
      diagnosis = look.take();
    } catch (IOException e) {
      diagnosis = new Diagnosis("files", Level.BAD, Complaints.line(e), "see that it can be read");
    }
    all.add(diagnosis);
    if (!json) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(Screen.of(spec.commandLine()).paint().report(text(diagnosis)));
      out.flush();
    }
  }

  private Diagnosis terminal() {
    Screen screen = Screen.of(spec.commandLine());
    Terminal terminal = screen.terminal();
    String text =
        (terminal.out() ? "results to a terminal" : "results to a file or pipe")
            + (screen.paint().hasColours() ? ", in colours" : ", without colours")
            + (terminal.err() ? "; progress in one line" : "; progress in a line every 5 s");
    return new Diagnosis("terminal", Level.OK, text, "");
  }

  private static boolean isUsable(List<Diagnosis> all) {
    return all.stream().allMatch(Diagnosis::isBearable);
  }

  /** Its lines. */
  static String text(Diagnosis diagnosis) {
    String line =
        String.format(
            Locale.ROOT,
            "%-8s %-12s %s",
            diagnosis.level(),
            diagnosis.subject(),
            diagnosis.text());
    return diagnosis.remedy().isEmpty()
        ? line
        : String.format(Locale.ROOT, "%s%n%-21s what to do: %s", line, "", diagnosis.remedy());
  }

  private static String json(List<Diagnosis> all) throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode object = mapper.createObjectNode();
    object.put("usable", isUsable(all));
    write(all, object.putArray("looks"));
    return mapper.writeValueAsString(object);
  }

  /** Adds one object for each. */
  static void write(List<Diagnosis> all, ArrayNode looks) {
    for (Diagnosis diagnosis : all) {
      looks
          .addObject()
          .put("subject", diagnosis.subject())
          .put("level", diagnosis.level().toString())
          .put("text", diagnosis.text())
          .put("remedy", diagnosis.remedy());
    }
  }
}
