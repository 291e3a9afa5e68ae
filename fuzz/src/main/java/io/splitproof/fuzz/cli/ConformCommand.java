package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitproof.fuzz.conform.Conformance;
import io.splitproof.fuzz.conform.ConformanceResult;
import io.splitproof.fuzz.run.Checks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code conform}: replays recordings of a real kernel and compares everything recorded. */
@Command(
    name = "conform",
    mixinStandardHelpOptions = true,
    description = "Replays recordings of a real kernel and compares all that was recorded.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof conform corpus/recordings/bbml2-6g.ops.txt.gz",
      "  splitproof conform --json corpus/recordings/dump-mixed-4G.boot.ptdump.gz",
      "  splitproof kernel conform --tree linux corpus/recordings/bbml2-6g.ops.txt.gz"
    })
final class ConformCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Recordings: *.ops.txt or *.boot.ptdump, also compressed (.gz).")
  private List<Path> files;

  @Mixin private Judged judged;

  @Mixin private CheckOptions checks;

  @Option(names = "--json", description = "Print one JSON object per file.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Conformance conformance = new Conformance(judged.variant(), checks.enabled());
    boolean conforms = true;
    for (Path file : files) {
      check(file);
    }
    try (Progress progress = Progress.on(spec.commandLine(), null)) {
      for (Path file : files) {
        progress.show(() -> "replaying " + file);
        ConformanceResult result = conformance.run(file);
        conforms &= result.conforms();
        show(result);
      }
    }
    if (!json && !checks.enabled().containsAll(Checks.ALL)) {
      spec.commandLine().getOut().println("checks " + Checks.text(checks.enabled()));
    }
    return conforms ? ExitStatus.CLEAN : ExitStatus.FINDING;
  }

  private void show(ConformanceResult result) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? json(result) : result.summary());
    if (!json && !result.conforms()) {
      out.println(Screen.of(spec.commandLine()).paint().report(result.first().toString()));
    }
    out.flush();
  }

  /** Complains before anything is replayed, so that no verdict is lost. */
  private static void check(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UsageException(file + ": a folder; expected a recording");
    }
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
  }

  private String json(ConformanceResult result) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode node = mapper.createObjectNode();
    node.put("file", result.file());
    node.put("variant", judged.variant().name());
    ArrayNode on = node.putArray("checks");
    checks.enabled().forEach(check -> on.add(check.text()));
    node.put("operations", result.operations());
    node.put("pageStates", result.pageStates());
    node.put("mismatches", result.mismatches());
    result.misuse().forEach(node.putArray("misuse")::add);
    result.outside().forEach(node.putArray("outside")::add);
    if (!result.conforms()) {
      node.put("first", result.first().toString());
    }
    return mapper.writeValueAsString(node);
  }
}
