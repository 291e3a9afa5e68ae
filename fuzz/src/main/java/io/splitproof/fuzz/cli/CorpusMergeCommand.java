package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitproof.fuzz.corpus.Merge;
import io.splitproof.fuzz.corpus.MergeResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corpus merge}: the few programs of many that cover what all do. */
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a corpus as small as it can be and still cover what it and others do: branches, how"
          + " often they are taken, states, and at least one program for each divergence.",
      "New programs are on disk before redundant ones go, so an interrupt loses nothing. Files that"
          + " you have named stay; the others are named after their content. Damaged ones"
          + " are put aside, in the corpus's hidden folder .splitproof/damaged.",
      "Exit status 2: some file held no program; the rest is merged all the same."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof corpus merge my-corpus",
      "  splitproof corpus merge my-corpus night-1 night-2 corpus/seeds",
      "  splitproof corpus merge --dry-run my-corpus night-1"
    })
final class CorpusMergeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "INTO",
      description = "The corpus; made if it is not there.")
  private Path into;

  @Parameters(
      index = "1..*",
      paramLabel = "FROM",
      description = "Folders and files of programs, text or bytes; they stay as they are.")
  private List<Path> from = List.of();

  @Mixin private VariantOption judged;

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  private boolean rehearsal;

  @Option(names = "--json", description = "One JSON object with all of it.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    MergeResult result = merge();
    result.damaged().forEach((file, now) -> complain(damaged(file, now)));
    result.unreadable().forEach((file, reason) -> complain(file + ": " + reason));
    result.failures().forEach((name, why) -> complain("the harness fails on " + name + why));
    PrintWriter results = spec.commandLine().getOut();
    results.println(json ? json(result) : text(result));
    results.flush();
    if (!result.failures().isEmpty()) {
      return ExitStatus.BROKEN;
    }
    return result.unreadable().isEmpty() ? ExitStatus.CLEAN : ExitStatus.USAGE;
  }

  private MergeResult merge() throws IOException {
    try (Progress progress = Progress.on(spec.commandLine(), "reading programs")) {
      return new Merge(into, from, judged.variant(), rehearsal)
          .run((done, all) -> progress.show(done, all, "programs"));
    }
  }

  private void complain(String line) {
    Complaints.say(spec.commandLine(), line);
  }

  private static String damaged(Path file, Path now) {
    String what = file + ": damaged, not what it was named after";
    return file.equals(now) ? what : what + "; put aside as " + now;
  }

  private String text(MergeResult result) {
    return (rehearsal ? "would keep " : "kept ")
        + result.kept()
        + " of "
        + result.programs()
        + " programs ("
        + result.bytes()
        + " bytes), "
        + result.added()
        + " of them new; "
        + result.removed()
        + (rehearsal ? " would go" : " went")
        + "\n"
        + result.features()
        + " features covered, "
        + result.signatures().size()
        + " divergences kept";
  }

  private String json(MergeResult result) throws JsonProcessingException {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("variant", judged.variant().name());
    object.put("files", result.files());
    object.put("programs", result.programs());
    object.put("features", result.features());
    object.put("kept", result.kept());
    object.put("added", result.added());
    object.put("removed", result.removed());
    object.put("bytes", result.bytes());
    object.put("divergences", result.signatures());
    object.put("damaged", texts(result.damaged()));
    object.put("unreadable", texts(result.unreadable()));
    object.put("failures", result.failures());
    object.put("done", !rehearsal);
    return new ObjectMapper().writeValueAsString(object);
  }

  private static Map<String, String> texts(Map<?, ?> map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.forEach((key, value) -> texts.put(key.toString(), value.toString()));
    return texts;
  }
}
