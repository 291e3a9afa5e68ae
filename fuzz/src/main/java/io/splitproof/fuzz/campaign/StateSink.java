package io.splitproof.fuzz.campaign;

/** Takes abstract states that a search should try to see all of. */
@FunctionalInterface
interface StateSink {

  /**
   * State {@code state} was seen on axis {@code id}. Of states that differ in the low three bits
   * only, the last one in a run counts; that is how {@code Jazzer.exploreState} works.
   *
   * @param state 8 bits
   * @param id 0 to 4094
   */
  void explore(byte state, int id);
}
