package io.splitproof.fuzz.gate;

import java.io.IOException;
import java.util.List;

/** A part of the gate. */
interface Stage {

  /** What reports call it. */
  String name();

  /** What it looks at, in one line, for people. */
  String purpose();

  /**
   * Looks until it has seen all or time is up; what there is no time for is skipped, and said so.
   *
   * @throws IOException if a file cannot be read or written, or no process be started
   */
  List<Case> run(Deadline deadline) throws IOException;

  /** Asks a stage that is running to end early. May be called from any thread. */
  default void stop() {}
}
