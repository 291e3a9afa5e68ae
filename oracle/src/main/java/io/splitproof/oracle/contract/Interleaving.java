package io.splitproof.oracle.contract;

import java.util.List;

/**
 * How two operations share time. Stores of single descriptors are what it counts; filling a table
 * that no walk reaches yet counts as one. An operation loses its turn right after its last store,
 * and while it waits for a lock the other goes on until that is released, uncounted.
 *
 * @param interrupt whether the second is an interrupt of the CPU that runs the first: it begins
 *     after the first number of stores and runs to its end
 * @param turns stores made by the first operation, then by the second, then by the first, and so
 *     on; 0 to {@value #MAX_STORES} each, at most {@value #MAX_TURNS}. When they are used up, the
 *     operation whose turn it would be runs to its end, then the other
 */
public record Interleaving(boolean interrupt, List<Integer> turns) {

  /** Most turns. */
  public static final int MAX_TURNS = 6;

  /** Most stores in one turn. */
  public static final int MAX_STORES = 1023;

  /**
   * Checks and copies the turns.
   *
   * @throws IllegalArgumentException if there are none or too many, one is out of range, or an
   *     interrupt has more than one
   */
  public Interleaving {
    turns = List.copyOf(turns);
    int most = interrupt ? 1 : MAX_TURNS;
    if (turns.isEmpty() || turns.size() > most) {
      throw new IllegalArgumentException(turns.size() + " turns; 1 to " + most + " are allowed");
    }
    for (int turn : turns) {
      if (turn < 0 || turn > MAX_STORES) {
        throw new IllegalArgumentException(turn + " stores; 0 to " + MAX_STORES + " are allowed");
      }
    }
  }
}
