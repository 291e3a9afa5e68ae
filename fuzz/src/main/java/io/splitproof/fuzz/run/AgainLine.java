package io.splitproof.fuzz.run;

import io.splitproof.impl.Variant;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.oracle.checks.CheckName;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** The command that does the same again, as a shell takes it. */
public final class AgainLine {

  private AgainLine() {}

  /** The command that runs the program in {@code file} again. */
  public static String replay(Variant variant, Set<CheckName> checks, Path file) {
    return of("replay", variant, checks, "", file);
  }

  /**
   * A command.
   *
   * @param options further options with a blank before each; may be empty
   */
  public static String of(
      String command, Variant variant, Set<CheckName> checks, String options, Path file) {
    String only = checks.containsAll(Checks.ALL) ? "" : " --checks " + Checks.text(checks);
    return "./splitproof "
        + judged(command, variant) + only + options + " " + ShellWord.of(file.toString());
  }

  private static String judged(String command, Variant variant) {
    return variant instanceof KernelVariant kernel
        ? kernel.source().options().stream()
            .map(ShellWord::of)
            .collect(Collectors.joining(" ", "kernel " + command + " ", ""))
        : command + " --variant " + variant.name();
  }
}
