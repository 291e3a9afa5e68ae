package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.conform.RecordingFormatException;
import io.splitproof.fuzz.program.ProgramSyntaxException;
import io.splitproof.impl.kernel.PatchFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns what went wrong into one line and an exit status: {@link ExitStatus#USAGE} for what came
 * from outside, {@link ExitStatus#BROKEN}, with the stack trace, for what is our own fault.
 */
final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {

  @Override
  public int handleParseException(ParameterException problem, String[] args) {
    CommandLine command = problem.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    say(command, problem.getMessage() + known(problem, command) + " (see " + name + " --help)");
    return ExitStatus.USAGE;
  }

  /** The commands there are, for somebody who named none of them. */
  private static String known(ParameterException problem, CommandLine command) {
    boolean lost = problem instanceof UnmatchedArgumentException;
    List<String> commands =
        command.getSubcommands().entrySet().stream()
            .filter(one -> !one.getValue().getCommandSpec().usageMessage().hidden())
            .map(Map.Entry::getKey)
            .toList();
    return lost && !commands.isEmpty() ? "; commands: " + String.join(", ", commands) : "";
  }

  @Override
  public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) {
    String line = lineFor(problem);
    if (line != null) {
      say(command, line);
      return ExitStatus.USAGE;
    }
    return broken(command, problem);
  }

  /** Says that there is no verdict, and why. */
  int broken(CommandLine command, Throwable problem) {
    say(command, "the harness itself failed: " + problem);
    problem.printStackTrace(command.getErr());
    command.getErr().flush();
    return ExitStatus.BROKEN;
  }

  /** What to tell the user if the input is to blame, else null. */
  private static String lineFor(Throwable problem) {
    if (problem instanceof UsageException
        || problem instanceof PatchFailure
        || problem instanceof ProgramSyntaxException
        || problem instanceof RecordingFormatException) {
      return problem.getMessage();
    }
    if (problem instanceof UncheckedIOException unchecked) {
      return lineFor(unchecked.getCause());
    }
    if (problem instanceof ReadOnlyFileSystemException) {
      return "the file system is read-only";
    }
    if (problem instanceof FileSystemException file) {
      return file.getFile() + ": " + reason(file);
    }
    return problem instanceof IOException ? problem.getMessage() : null;
  }

  private static String reason(FileSystemException problem) {
    if (problem instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (problem instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (problem instanceof NotDirectoryException) {
      return "not a folder";
    }
    if (problem instanceof FileAlreadyExistsException) {
      return "is there already, and not a folder";
    }
    String reason = problem.getReason();
    if ("Not a directory".equals(reason)) {
      return "not a folder";
    }
    // The operating system's words: "No space left on device".
    return reason == null
        ? "cannot be used"
        : reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
  }

  /** What to tell the user of a file that cannot be used. */
  static String line(IOException problem) {
    return lineFor(problem);
  }

  /** Complains in one line, whatever happens next. */
  static void say(CommandLine command, String message) {
    String line = message == null ? "" : message.strip().replaceAll("\\s*\\R\\s*", "; ");
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + line);
    command.getErr().flush();
  }
}
