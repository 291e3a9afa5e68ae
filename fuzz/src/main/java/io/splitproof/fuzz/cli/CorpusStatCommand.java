package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitproof.fuzz.corpus.BugHunt;
import io.splitproof.fuzz.corpus.Census;
import io.splitproof.fuzz.corpus.CensusResult;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.fuzz.store.UnreadableProgramException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corpus stat}: what is in a corpus. */
@Command(
    name = "stat",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the programs of a folder and counts what they do.",
      "Exit status 2: some file held no program; the others are counted all the same."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof corpus stat my-corpus",
      "  splitproof corpus stat --bugs --json corpus/seeds corpus/regressions"
    })
final class CorpusStatCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", arity = "1..*", description = "Folders of programs, or files.")
  private List<Path> folders;

  @Mixin private VariantOption judged;

  @Option(
      names = "--bugs",
      description = "Also say which of the known bugs they find; takes a while.")
  private boolean bugs;

  @Option(names = "--json", description = "One JSON object with all of it.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    List<Path> files = CorpusCheckCommand.files(folders);
    Census census = new Census(judged.variant());
    List<Program> programs = new ArrayList<>();
    int unreadable = 0;
    try (Progress progress = Progress.on(spec.commandLine(), null)) {
      for (Path file : files) {
        try {
          ProgramFile program = ProgramFile.read(file);
          if (!judged.variant().runsOn(program.program().machine())) {
            String who = judged.variant().name();
            String line = file + ": left out, " + who + " does not run on its machine";
            Complaints.say(spec.commandLine(), line);
            continue;
          }
          programs.add(program.program());
          census.add(program);
        } catch (UnreadableProgramException e) {
          unreadable++;
          Complaints.say(spec.commandLine(), e.getMessage());
        }
        progress.show(programs.size() + unreadable, files.size(), "programs");
      }
    }
    if (!programs.isEmpty()) {
      report(census.result(), bugs ? hunt(programs) : null);
    }
    return unreadable == 0 ? ExitStatus.CLEAN : ExitStatus.USAGE;
  }

  private Map<String, Boolean> hunt(List<Program> programs) {
    try (Progress progress = Progress.on(spec.commandLine(), null)) {
      return new BugHunt(programs)
          .run((done, all) -> progress.show(done, all, "known bugs"));
    }
  }

  private void report(CensusResult result, Map<String, Boolean> found) throws IOException {
    PrintWriter results = spec.commandLine().getOut();
    results.println(json ? json(result, found) : CorpusStatText.of(result, found));
    results.flush();
  }

  private String json(CensusResult result, Map<String, Boolean> found)
      throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode object = mapper.createObjectNode().put("variant", judged.variant().name());
    object.setAll((ObjectNode) mapper.valueToTree(result));
    if (found != null) {
      object.set("bugs", mapper.valueToTree(found));
    }
    return mapper.writeValueAsString(object);
  }
}
