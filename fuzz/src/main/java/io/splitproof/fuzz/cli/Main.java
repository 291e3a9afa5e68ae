package io.splitproof.fuzz.cli;

import io.splitproof.impl.kernel.ExecutorFailure;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;

/** The {@code splitproof} program. */
@Command(
    name = "splitproof",
    version = "splitproof 0.1.0-SNAPSHOT",
    mixinStandardHelpOptions = true,
    description = "Finds out whether reshaping a live page table changes what a page may do.",
    subcommands = {
      FuzzCommand.class, ReplayCommand.class, MinimizeCommand.class, ConformCommand.class,
      CorpusCommand.class, BugsCommand.class, GateCommand.class, ReportCommand.class,
      FiguresCommand.class,
      DoctorCommand.class, TwinsCommand.class, KernelCommand.class, CompletionCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof fuzz --budget 10m",
      "  splitproof replay corpus/seeds/module.txt",
      "  splitproof bugs --list",
      "",
      "Exit status:",
      "  0   clean",
      "  1   the harness itself failed",
      "  2   wrong usage or input",
      "  77  a finding"
    })
public final class Main {

  @Mixin private final Screen screen;

  private final List<Closeable> leftovers = new ArrayList<>();

  private Main(Screen screen) {
    this.screen = screen;
  }

  Screen screen() {
    return screen;
  }

  /** What {@code command} is a part of. */
  static Main of(CommandLine command) {
    return (Main) command.getCommandSpec().root().userObject();
  }

  /** Closes what somebody made who cannot know when it is not needed any more. */
  void closeAtTheEnd(Closeable made) {
    leftovers.add(made);
  }

  private static void close(CommandLine command) {
    for (Closeable made : of(command).leftovers) {
      try {
        made.close();
      } catch (IOException e) {
        Complaints.say(command, "left behind: " + Complaints.line(e));
      }
    }
  }

  /**
   * Runs a command and ends the process with its {@link ExitStatus}.
   *
   * @param args command line
   */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int status = run(out, err, Terminal.here(), args);
    out.flush();
    err.flush();
    System.exit(status);
  }

  /**
   * Runs a command for somebody without a terminal.
   *
   * @param out results
   * @param err progress and complaints
   * @param args command line
   * @return an {@link ExitStatus}
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return run(out, err, Terminal.NONE, args);
  }

  static int run(PrintWriter out, PrintWriter err, Terminal terminal, String... args) {
    Complaints complaints = new Complaints();
    CommandLine command =
        commandLine(new Screen(out, err, terminal))
            .setParameterExceptionHandler(complaints)
            .setExecutionExceptionHandler(complaints);
    try {
      return command.execute(args);
    } catch (ExecutorFailure e) {
      Complaints.say(command, "no verdict: " + e.getMessage());
      return ExitStatus.BROKEN;
    } catch (AssertionError | StackOverflowError | OutOfMemoryError e) {
      return complaints.broken(command, e);
    } finally {
      close(command);
    }
  }

  /** All commands, for a user in front of {@code screen}. */
  static CommandLine commandLine(Screen screen) {
    return new CommandLine(new Main(screen))
        .setOut(screen.out())
        .setErr(screen.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100);
  }
}
