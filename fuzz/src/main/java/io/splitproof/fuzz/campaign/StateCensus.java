package io.splitproof.fuzz.campaign;

import java.util.Arrays;

/**
 * Counts in how many programs each state came up: never, once, or more often. Passes on only what a
 * search can learn from: states that no program it kept has shown, or only longer ones. Most states
 * are old most of the time, and telling the engine of one costs as much as running half an
 * operation.
 */
final class StateCensus implements StateSink {

  private static final int AXES = 4095;
  private static final int STATES = 256;

  private static final byte ONCE = 1;
  private static final byte OFTEN = 2;

  private final StateSink next;
  private final byte[] times = new byte[AXES * STATES];

  /** The last program that showed the state, from 1. */
  private final int[] shownBy = new int[AXES * STATES];

  /** Steps of the shortest program kept that showed the state. */
  private final short[] fewest = new short[AXES * STATES];

  /** States of this program that were passed on. */
  private int[] passedOn = new int[STATES];

  private int passed;
  private int program;
  private short steps;
  private long states;
  private long singletons;

  StateCensus(StateSink next) {
    this.next = next;
    Arrays.fill(fewest, Short.MAX_VALUE);
  }

  /** Another program begins, of {@code length} steps. */
  void begin(int length) {
    program++;
    steps = (short) Math.min(length, Short.MAX_VALUE - 1);
    passed = 0;
  }

  /** The search keeps the program that began last. */
  void kept() {
    for (int i = 0; i < passed; i++) {
      fewest[passedOn[i]] = steps;
    }
    passed = 0;
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
    if (shownBy[index] == program) {
      return;
    }
    shownBy[index] = program;
    count(index);
    if (steps < fewest[index]) {
      remember(index);
      next.explore(state, id);
    }
  }

  private void remember(int index) {
    if (passed == passedOn.length) {
      passedOn = Arrays.copyOf(passedOn, 2 * passed);
    }
    passedOn[passed++] = index;
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
