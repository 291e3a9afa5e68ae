package io.splitproof.fuzz.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** The {@code splitproof} program. */
@Command(
    name = "splitproof",
    version = "splitproof 0.1.0-SNAPSHOT",
    mixinStandardHelpOptions = true,
    description = "Finds out whether reshaping a live page table changes what a page may do.",
    subcommands = {
      FuzzCommand.class, ReplayCommand.class, ConformCommand.class, CorpusCommand.class,
      BugsCommand.class
    },
    footerHeading = "%nExit status:%n",
    footer = {
      "  0   clean",
      "  1   the harness itself failed",
      "  2   wrong usage or input",
      "  77  a finding"
    })
public final class Main {

  private Main() {}

  /**
   * Runs a command and ends the process with its {@link ExitStatus}.
   *
   * @param args command line
   */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int status = run(out, err, args);
    out.flush();
    err.flush();
    System.exit(status);
  }

  /**
   * Runs a command.
   *
   * @param out results
   * @param err progress and complaints
   * @param args command line
   * @return an {@link ExitStatus}
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    Complaints complaints = new Complaints();
    CommandLine command =
        new CommandLine(new Main())
            .setOut(out)
            .setErr(err)
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setUsageHelpWidth(100)
            .setParameterExceptionHandler(complaints)
            .setExecutionExceptionHandler(complaints);
    try {
      return command.execute(args);
    } catch (AssertionError | StackOverflowError | OutOfMemoryError e) {
      return complaints.broken(command, e);
    }
  }
}
