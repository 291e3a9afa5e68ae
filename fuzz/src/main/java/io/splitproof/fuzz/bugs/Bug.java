package io.splitproof.fuzz.bugs;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.impl.Variant;

/**
 * A bug to be found.
 *
 * @param variant the implementation that has it
 * @param caughtBy name of the check that must find it; empty if that is not laid down
 * @param program the program on the shelf that shows it, or null if there is none
 */
public record Bug(Variant variant, String caughtBy, Program program) {

  /** Its name. */
  public String name() {
    return variant.name();
  }

  /** The clients it takes to find it: those of its program. */
  public Clients clients() {
    return program == null ? Clients.WELL_BEHAVED : program.clients();
  }
}
