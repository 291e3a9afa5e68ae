package io.splitproof.oracle.checks;

import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.StateDigest;

/**
 * A check that judges by what happens while operations are under way, not by what they leave
 * behind. It hears what the machine announces and is shown what every store changes for walkers.
 *
 * <p>For each program {@link #reset}; for each operation {@link #begin}, the announcements, then,
 * once the reference has settled what every page is now, {@link #end}.
 *
 * <p>Two operations may be under way at the same time: then {@link #begin} of the first, {@link
 * #alsoBegin} of the second, the announcements of both, {@link #end} of the first, {@link
 * #alsoEnd} of the second. Whose announcement it is, {@link Cpus#lane()} says at any time: 0 or 1,
 * as the lanes of the reference are numbered. What a check keeps for one operation, or for one
 * thread of execution (locks held, contexts entered, stores not made visible yet), it must then
 * keep for each lane. Lane 0 runs on CPU 0; lane 1 on CPU 1, or in an interrupt of CPU 0, which is
 * within whatever contexts and locks lane 0 is.
 */
abstract class EventCheck implements MachineEvents {

  private Divergence found;

  /** The machine has booted: here are its tables. Called once, before anything else. */
  void attach(TableShadow shadow, TableWalk tables) {}

  /** A program begins: back to the moment after boot. */
  void reset() {
    found = null;
  }

  /** An operation begins. */
  void begin(Operation operation) {
    found = null;
  }

  /** The operation that {@link #begin} announced is under way together with {@code second}. */
  void alsoBegin(Operation second) {}

  /** Walkers see a range differently from now on. {@code sight} is reused. */
  void seen(Sight sight) {}

  /** The operation is over and allowed, and {@code operation}'s pages are settled. */
  void end(Operation operation, Outcome outcome) {}

  /** As {@link #end}, of the second of two operations; called after that of the first. */
  void alsoEnd(Operation second, Outcome outcome) {}

  /** Adds what it remembers from one operation to the next; most checks remember nothing. */
  void digest(StateDigest digest) {}

  /** Keeps {@code divergence} unless there is one already. */
  final void report(Divergence divergence) {
    if (found == null) {
      found = divergence;
    }
  }

  /** Whether something was found since {@link #begin}, so that more need not be looked for. */
  final boolean hasFound() {
    return found != null;
  }

  /** What was found first since {@link #begin}, or null. */
  final Divergence found() {
    return found;
  }
}
