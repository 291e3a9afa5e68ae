package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.gate.GateResult.Verdict;
import io.splitproof.fuzz.gate.GateSettings;
import io.splitproof.fuzz.store.WholeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a gate reads and writes. */
final class GateFiles {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--shelf",
      paramLabel = "DIR",
      description = "Folder with the programs to replay, in seeds, regressions, checks and bugs"
          + " (default: corpus).")
  private Path shelf;

  @Option(
      names = "--findings",
      paramLabel = "DIR",
      defaultValue = "findings",
      description = "Where findings go, a folder each (default: ${DEFAULT-VALUE}).")
  private Path findings;

  @Option(names = "--junit", paramLabel = "FILE", description = "Also write JUnit's XML.")
  private Path junit;

  @Option(
      names = "--sarif",
      paramLabel = "FILE",
      description = "Also write SARIF 2.1.0, for code scanning.")
  private Path sarif;

  @Option(
      names = "--json-file",
      paramLabel = "FILE",
      description = "Also write JSON: verdict, settings, every case.")
  private Path jsonFile;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  /** Whether a report is asked for that is not for people. */
  boolean areAsked() {
    return junit != null || sarif != null || jsonFile != null || json;
  }

  /** Whether to print JSON. */
  boolean json() {
    return json;
  }

  /**
   * Sees to it that reports can be written.
   *
   * @throws UsageException if not
   */
  void check() throws IOException {
    for (Path file : Stream.of(junit, sarif, jsonFile).filter(one -> one != null).toList()) {
      checkWritable(file);
    }
  }

  /**
   * Sees to it that {@code file} can be written.
   *
   * @throws UsageException if not
   */
  static void checkWritable(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UsageException(file + ": a folder; expected the name of a file to write");
    }
    OutputFolder.checkWritable(file.toAbsolutePath().getParent());
  }

  /**
   * The folder with the programs to replay.
   *
   * @throws UsageException if one of its parts is not there
   */
  Path shelf() {
    Path home = Path.of(System.getProperty("splitproof.home", ""));
    Path folder = shelf != null ? shelf : home.resolve("corpus");
    for (String part : GateSettings.SHELF) {
      if (!Files.isDirectory(folder.resolve(part))) {
        throw new UsageException(
            folder.resolve(part) + ": no such folder; expected programs to replay");
      }
    }
    return folder;
  }

  /** Where findings go, which is made. */
  Path findings() throws IOException {
    OutputFolder.prepare(findings);
    return findings;
  }

  /**
   * Writes what is asked for. A report that there is no room for takes nothing away from the
   * verdict.
   *
   * @return whether all of it was written
   */
  boolean write(String asJunit, String asSarif, String asJson) {
    return write(junit, asJunit) & write(sarif, asSarif) & write(jsonFile, asJson + "\n");
  }

  private boolean write(Path file, String report) {
    try {
      if (file != null) {
        WholeFiles.write(file, report);
      }
      return true;
    } catch (IOException e) {
      Complaints.say(spec.commandLine(), "no report: " + Complaints.line(e));
      return false;
    }
  }

  /** What the command ends with. */
  static int status(Verdict verdict, boolean written) {
    return switch (verdict) {
      case PASSED -> written ? ExitStatus.CLEAN : ExitStatus.BROKEN;
      case FAILED -> ExitStatus.FINDING;
      case BROKEN -> ExitStatus.BROKEN;
    };
  }
}
