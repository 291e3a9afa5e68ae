package io.splitproof.fuzz.campaign;

/**
 * What a search may still come upon, by the Good-Turing estimate: the chance that the next program
 * shows a state not seen before is about the share of programs that showed one nobody else did. A
 * state is one of {@link StateFeedback}'s: a kind of descriptor that turned into another, how an
 * operation ended and after which, what was odd when it began.
 *
 * <p>The estimate is for draws that do not depend on each other. A guided search draws near what it
 * kept, so it is an order of magnitude; and it says nothing about faults that show in no such
 * state.
 *
 * @param programs programs run
 * @param states different states seen; with several workers those of the one that saw most
 * @param singletons states that one program alone showed; with several workers an upper bound
 */
public record Discovery(long programs, long states, long singletons) {

  /** The estimated chance, 0 to 1, that the next program shows a new state; 1 before the first. */
  public double chance() {
    return programs == 0 ? 1 : Math.min(1, (double) singletons / programs);
  }

  /** Whether it says more than that the search has hardly begun. */
  public boolean isTelling() {
    return states > 0 && programsToNext() != 1;
  }

  /** Programs until the next new state, about; 0 if no state is seen by one program alone. */
  public long programsToNext() {
    return singletons == 0 ? 0 : Math.max(1, programs / singletons);
  }
}
