package io.splitproof.fuzz.cli;

import java.io.Console;
import java.util.Map;

/**
 * Who is watching.
 *
 * @param out whether results go to a terminal
 * @param err whether complaints and progress do
 * @param colors whether results may be coloured, for all that the surroundings say
 */
record Terminal(boolean out, boolean err, boolean colors) {

  /** Nobody: files, pipes, tests. */
  static final Terminal NONE = new Terminal(false, false, false);

  /** Who is watching this process. */
  static Terminal here() {
    return of(System.getProperty("splitproof.terminal"), isAttached(), System.getenv());
  }

  /**
   * Who is watching.
   *
   * @param launcher what the launcher saw, {@code out}, {@code err}, both or neither; null if it
   *     was not started by it. Java cannot tell one stream from another.
   * @param attached what Java sees, if the launcher says nothing
   * @param environment {@code NO_COLOR} with anything in it means no colours (no-color.org);
   *     {@code TERM=dumb} can neither colour nor change a line
   */
  static Terminal of(String launcher, boolean attached, Map<String, String> environment) {
    if ("dumb".equals(environment.get("TERM"))) {
      return NONE;
    }
    boolean out = launcher == null ? attached : launcher.contains("out");
    boolean err = launcher == null ? attached : launcher.contains("err");
    boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(out, err, out && !plain);
  }

  private static boolean isAttached() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From JDK 22 there can be a console without a terminal, and this method to tell.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
