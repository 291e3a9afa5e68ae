package io.splitproof.ossfuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What OSS-Fuzz's base image for running does with {@code $OUT}: finds targets, starts them there
 * with its own options, those of the {@code .options} file and the dictionary, in that order, on
 * the unpacked seeds or on nothing.
 */
final class BaseRunner {

  /** Options it gives every target. */
  private static final String ALWAYS = "-rss_limit_mb=2560 -timeout=25";

  private static final String MARK = "LLVMFuzzerTestOneInput";
  private static final List<String> SHELLS = List.of("#!/bin/bash\n", "#!/bin/sh\n");

  private final Path out;

  /** What a target said and how it ended. */
  record Run(int status, String said) {}

  BaseRunner(Path out) {
    this.out = out;
  }

  /** What it takes for a target: executable scripts that bear the mark, but for Jazzer's own. */
  List<String> targets() throws IOException {
    List<String> targets = new ArrayList<>();
    for (String name : names()) {
      Path file = out.resolve(name);
      if (!name.startsWith("jazzer_") && Files.isRegularFile(file) && Files.isExecutable(file)) {
        String text = Files.readString(file);
        if (SHELLS.stream().anyMatch(text::startsWith) && text.contains(MARK)) {
          targets.add(name);
        }
      }
    }
    return targets;
  }

  /** The files in {@code $OUT}, in order. */
  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Starts {@code target} on nothing, as the check of a new build does. */
  Run run(String target, String arguments) throws IOException, InterruptedException {
    return command(line(target, arguments, ""));
  }

  /** Starts {@code target} on its seeds. */
  Run runOnSeeds(String target, String arguments) throws IOException, InterruptedException {
    Path corpus = out.resolveSibling(target + "_corpus");
    unpack(target, corpus);
    return command(line(target, arguments, corpus.toString()));
  }

  private String line(String target, String arguments, String corpus) throws IOException {
    String line = String.join(" ", out + "/" + target, "--", ALWAYS, arguments, corpus);
    line += " " + String.join(" ", options(target));
    boolean hasDictionary = !line.contains("-dict=") && names().contains(target + ".dict");
    return line + (hasDictionary ? " -dict=" + target + ".dict" : "");
  }

  /** The {@code libfuzzer} section of the target's file, as options. */
  List<String> options(String target) throws IOException {
    List<String> options = new ArrayList<>();
    String section = "";
    for (String line : Files.readAllLines(out.resolve(target + ".options"))) {
      if (line.startsWith("[")) {
        section = line.trim();
      } else if (section.equals("[libfuzzer]") && line.contains("=")) {
        options.add("-" + line.replaceFirst("\\s*=\\s*", "=").trim());
      }
    }
    return options;
  }

  /** The names of the target's seeds. */
  List<String> seeds(String target) throws IOException {
    try (ZipFile zip = new ZipFile(out.resolve(target + "_seed_corpus.zip").toFile())) {
      return zip.stream()
          .filter(entry -> !entry.isDirectory())
          .map(entry -> Path.of(entry.getName()).normalize().toString())
          .toList();
    }
  }

  /** Unpacks the target's seeds into {@code folder}. */
  void unpack(String target, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (ZipFile zip = new ZipFile(out.resolve(target + "_seed_corpus.zip").toFile())) {
      for (ZipEntry entry : zip.stream().filter(one -> !one.isDirectory()).toList()) {
        byte[] seed = zip.getInputStream(entry).readAllBytes();
        Files.write(folder.resolve(Path.of(entry.getName()).getFileName()), seed);
      }
    }
  }

  private Run command(String line) throws IOException, InterruptedException {
    Process process =
        BaseImage.start(
            out,
            "PATH=" + out + ":" + BaseImage.path(),
            "RUN_FUZZER_MODE=batch",
            // Starts sooner; what it costs in speed later is on the safe side of the limits.
            "JAVA_OPTS=-XX:TieredStopAtLevel=1",
            "bash", "-c", line + " < /dev/null");
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), said);
  }
}
