package io.splitproof.fuzz.exhaustive;

import java.util.Arrays;

/**
 * States in the order in which they were found, by their 128-bit digests, each with the move that
 * led there first. Number 0 is the machine as it booted.
 */
final class States {

  private static final int NONE = -1;

  private long[] high = new long[64];
  private long[] low = new long[64];
  private int[] from = new int[64];
  private int[] move = new int[64];
  private int size;

  /** Numbers by digest; open addressing. */
  private int[] slots = new int[256];

  States() {
    Arrays.fill(slots, NONE);
  }

  int size() {
    return size;
  }

  long high(int state) {
    return high[state];
  }

  long low(int state) {
    return low[state];
  }

  /** The state that {@link #move} leads from. */
  int from(int state) {
    return from[state];
  }

  int move(int state) {
    return move[state];
  }

  boolean contains(long digestHigh, long digestLow) {
    return slots[slot(digestHigh, digestLow)] != NONE;
  }

  /** Adds a state that {@code by} leads to from state {@code parent}; false if it is known. */
  boolean add(long digestHigh, long digestLow, int parent, int by) {
    int slot = slot(digestHigh, digestLow);
    if (slots[slot] != NONE) {
      return false;
    }
    if (size == high.length) {
      grow();
      slot = slot(digestHigh, digestLow);
    }
    high[size] = digestHigh;
    low[size] = digestLow;
    from[size] = parent;
    move[size] = by;
    slots[slot] = size++;
    return true;
  }

  /** Writes the moves that lead to {@code state} into {@code moves}; returns how many they are. */
  int path(int state, int[] moves) {
    int length = 0;
    for (int at = state; at != 0; at = from[at]) {
      moves[length++] = move[at];
    }
    for (int i = 0; i < length / 2; i++) {
      int other = moves[i];
      moves[i] = moves[length - 1 - i];
      moves[length - 1 - i] = other;
    }
    return length;
  }

  private int slot(long digestHigh, long digestLow) {
    int mask = slots.length - 1;
    int slot = (int) digestLow & mask;
    while (slots[slot] != NONE
        && (high[slots[slot]] != digestHigh || low[slots[slot]] != digestLow)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    high = Arrays.copyOf(high, 2 * size);
    low = Arrays.copyOf(low, 2 * size);
    from = Arrays.copyOf(from, 2 * size);
    move = Arrays.copyOf(move, 2 * size);
    slots = new int[8 * size];
    Arrays.fill(slots, NONE);
    for (int state = 0; state < size; state++) {
      slots[slot(high[state], low[state])] = state;
    }
  }
}
