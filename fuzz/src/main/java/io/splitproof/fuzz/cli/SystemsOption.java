package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.splitproof.fuzz.systems.SystemTable;
import io.splitproof.fuzz.systems.ThreadBug;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code bugs --systems}: which system had which of the faults that the threads talk about. */
final class SystemsOption {

  /** Options of {@code bugs} that replaying has no use for. */
  private static final List<String> USELESS =
      List.of(
          "--list", "--seeds", "--seed", "--budget", "--workers", "--unguided", "--compare",
          "--clean", "--html");

  @Option(
      names = "--systems",
      description = "Replay the programs of the faults that the threads talk about on every system"
          + " and print which shows which; hunt none. --programs DIR: instead of corpus/threads.")
  private boolean systems;

  boolean wanted() {
    return systems;
  }

  /**
   * Prints the table; returns the exit status.
   *
   * @param programs the folder of the programs, or null for that of the shelf
   * @param names faults the user named, which makes no sense here
   */
  int run(CommandLine command, Path programs, List<String> names, boolean json)
      throws IOException {
    for (String option : USELESS) {
      if (command.getParseResult().hasMatchedOption(option)) {
        throw new UsageException("--systems replays and hunts nothing: no use for " + option);
      }
    }
    if (!names.isEmpty()) {
      throw new UsageException("--systems prints all there are: no use for " + names.get(0));
    }
    Path folder = programs != null ? programs : shelf();
    SystemTable table;
    try (Progress progress = Progress.on(command, "booting machines")) {
      table =
          SystemTable.of(
              ThreadBug.all(folder), (done, all) -> progress.show(done, all, "programs"));
    }
    print(command, table, json);
    return table.isAsClaimed() ? ExitStatus.CLEAN : ExitStatus.FINDING;
  }

  private static Path shelf() {
    Path home = Path.of(System.getProperty("splitproof.home", ""));
    return home.resolve("corpus").resolve("threads");
  }

  /** The faults on the shelf; none where there is no shelf. */
  static List<ThreadBug> known() throws IOException {
    return Files.isDirectory(shelf()) ? ThreadBug.all(shelf()) : List.of();
  }

  private static void print(CommandLine command, SystemTable table, boolean json)
      throws JsonProcessingException {
    PrintWriter out = command.getOut();
    Paint paint = Screen.of(command).paint();
    out.println(json ? SystemsReport.json(table) : paint.report(SystemsReport.text(table)));
    out.flush();
  }
}
