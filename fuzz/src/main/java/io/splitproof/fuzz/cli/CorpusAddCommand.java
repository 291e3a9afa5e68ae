package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitproof.fuzz.cli.CorpusConvertCommand.Form;
import io.splitproof.fuzz.cli.CorpusConvertCommand.Forms;
import io.splitproof.fuzz.corpus.Addition;
import io.splitproof.fuzz.corpus.Addition.Added;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corpus add}: puts programs into a folder. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Adds programs to a folder and says which of them are new to it.",
      "A folder that holds programs in text gets text, under the name it has; any other is a"
          + " corpus and gets bytes, in files named after their content. If one of the files is no"
          + " program, none is added."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof corpus add my-corpus crash-da39a3ee5e6b4b0d3255bfef95601890afd80709",
      "  splitproof corpus add corpus/open my-find.txt",
      "  splitproof corpus add --to text new-shelf my-corpus"
    })
final class CorpusAddCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FOLDER", description = "Where to; made if not there.")
  private Path folder;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Programs as text, bytes or crash files, or folders of them.")
  private List<Path> files;

  @Option(
      names = "--to",
      paramLabel = "FORM",
      converter = Forms.class,
      description = "The form to write, text or bytes (default: what the folder holds).")
  private Form form;

  @Option(names = "--json", description = "One JSON object with all of it.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (Files.isDirectory(folder)) {
      OutputFolder.checkWritable(folder);
    }
    boolean text = form == null ? Addition.isShelf(folder) : form == Form.TEXT;
    Addition addition = new Addition(folder, text);
    for (Path file : CorpusCheckCommand.files(files)) {
      addition.include(file);
    }
    List<Added> added = addition.finish();
    PrintWriter results = spec.commandLine().getOut();
    results.println(json ? json(added) : text(added));
    results.flush();
    return ExitStatus.CLEAN;
  }

  private static long countNew(List<Added> all) {
    return all.stream().filter(Added::isNew).count();
  }

  private static String text(List<Added> all) {
    StringBuilder text = new StringBuilder();
    for (Added added : all) {
      text.append(added.isNew() ? "new    " : "there  ")
          .append(added.to())
          .append("  ")
          .append(added.from())
          .append('\n');
    }
    return text + "" + countNew(all) + " new, " + (all.size() - countNew(all)) + " already there";
  }

  private static String json(List<Added> all) throws JsonProcessingException {
    List<Map<String, Object>> programs = new ArrayList<>();
    for (Added added : all) {
      Map<String, Object> program = new LinkedHashMap<>();
      program.put("from", added.from().toString());
      program.put("to", added.to().toString());
      program.put("new", added.isNew());
      programs.add(program);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("new", countNew(all));
    object.put("programs", programs);
    return new ObjectMapper().writeValueAsString(object);
  }
}
