package io.splitproof.fuzz.campaign;

/** Passes states on and counts in how many programs each came up: never, once, or more often. */
final class StateCensus implements StateSink {

  private static final int AXES = 4095;
  private static final int STATES = 256;

  private static final byte ONCE = 1;
  private static final byte OFTEN = 2;

  private final StateSink next;
  private final byte[] times = new byte[AXES * STATES];

  /** The last program that showed the state, from 1. */
  private final int[] shownBy = new int[AXES * STATES];

  private int program;
  private long states;
  private long singletons;

  StateCensus(StateSink next) {
    this.next = next;
  }

  /** Another program begins. */
  void begin() {
    program++;
  }

  /** Different states seen so far. */
  long states() {
    return states;
  }

  /** States that one program alone has shown so far. */
  long singletons() {
    return singletons;
  }

  @Override
  public void explore(byte state, int id) {
    int index = id * STATES + (state & (STATES - 1));
    if (shownBy[index] != program) {
      shownBy[index] = program;
      count(index);
    }
    next.explore(state, id);
  }

  private void count(int index) {
    if (times[index] == 0) {
      times[index] = ONCE;
      states++;
      singletons++;
    } else if (times[index] == ONCE) {
      times[index] = OFTEN;
      singletons--;
    }
  }
}
