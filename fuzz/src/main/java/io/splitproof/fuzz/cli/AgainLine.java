package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import java.nio.file.Path;
import java.util.Set;

/** The command that does the same again, as a shell takes it. */
final class AgainLine {

  private AgainLine() {}

  /**
   * The command.
   *
   * @param options further options with a blank before each; may be empty
   */
  static String of(
      String command, Variant variant, Set<CheckName> checks, String options, Path file) {
    return of(command, " --variant " + variant.name(), checks, options, file);
  }

  /** As above; {@code judged} is the options that say what is judged, with a blank before each. */
  static String of(
      String command, String judged, Set<CheckName> checks, String options, Path file) {
    String only = checks.containsAll(Checks.ALL) ? "" : " --checks " + Checks.text(checks);
    return "./splitproof " + command + judged + only + options + " "
        + quoted(file.toString());
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
