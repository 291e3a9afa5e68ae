package io.splitproof.fuzz.cli;

import java.io.Console;

/** Whether somebody is watching. */
final class Terminal {

  private Terminal() {}

  /** Whether input and output are a terminal. */
  static boolean isAttached() {
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
