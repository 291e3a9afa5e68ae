package io.splitproof.fuzz.cli;

import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many workers to start. */
final class WorkerCounts implements ITypeConverter<Integer> {

  private static final int MOST = 256;

  @Override
  public Integer convert(String text) {
    if (text.matches("[0-9]{1,3}")) {
      int count = Integer.parseInt(text);
      if (count >= 1 && count <= MOST) {
        return count;
      }
    }
    throw new TypeConversionException("'" + text + "' is not a number from 1 to " + MOST);
  }

  /** Warns, in a line, if so many workers get in each other's way. */
  static void warn(int workers, CommandLine command) {
    int processors = Runtime.getRuntime().availableProcessors();
    if (isTooMany(workers, processors)) {
      String name = command.getCommandSpec().qualifiedName();
      command.getErr().println(
          name + ": " + workers + " workers on " + processors + " processors only slow each other");
      command.getErr().flush();
    }
  }

  /** Whether there are more than twice as many as processors. */
  static boolean isTooMany(int workers, int processors) {
    return workers > 2 * processors;
  }
}
