package io.splitproof.oracle.checks;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Tables that were allocated and hold entries nobody has stored since. What the allocator hands
 * out holds anything, so such an entry is garbage even where memory happens to be zero.
 *
 * <p>Hardly ever more than one at a time: a table is allocated, filled, and forgotten here.
 */
final class FreshTables {

  private long[] pfns = new long[4];
  private BitSet[] stored = new BitSet[4];
  private int size;

  void clear() {
    size = 0;
  }

  /** Whether there are none, so that stores need not be looked at. */
  boolean isEmpty() {
    return size == 0;
  }

  /** Frame {@code pfn} became a table. */
  void add(long pfn) {
    remove(pfn);
    if (size == pfns.length) {
      pfns = Arrays.copyOf(pfns, 2 * size);
      stored = Arrays.copyOf(stored, 2 * size);
    }
    pfns[size] = pfn;
    if (stored[size] == null) {
      stored[size] = new BitSet();
    }
    stored[size++].clear();
  }

  /** Frame {@code pfn} is no table any more, or no fresh one. */
  void remove(long pfn) {
    int slot = slot(pfn);
    if (slot >= 0) {
      BitSet spare = stored[slot];
      pfns[slot] = pfns[--size];
      stored[slot] = stored[size];
      stored[size] = spare;
    }
  }

  /** Entries [{@code first}, {@code first + count}) of {@code entries} in a table were stored. */
  void stored(long pfn, int first, int count, int entries) {
    int slot = slot(pfn);
    if (slot < 0) {
      return;
    }
    if (count < entries) {
      stored[slot].set(first, first + count);
    }
    if (count == entries || stored[slot].nextClearBit(0) == entries) {
      remove(pfn);
    }
  }

  /** First entry of table {@code pfn} that was never stored; -1 if there is none. */
  int firstMissing(long pfn) {
    int slot = slot(pfn);
    return slot < 0 ? -1 : stored[slot].nextClearBit(0);
  }

  private int slot(long pfn) {
    for (int i = size - 1; i >= 0; i--) {
      if (pfns[i] == pfn) {
        return i;
      }
    }
    return -1;
  }
}
