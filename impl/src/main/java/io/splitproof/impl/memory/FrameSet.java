package io.splitproof.impl.memory;

import io.splitproof.oracle.contract.StateDigest;
import java.util.Arrays;

/** Open-addressing set of page-frame numbers with removal, emptied at the price of its size. */
final class FrameSet {

  private static final long EMPTY = -1L;
  private static final long REMOVED = -2L;

  private static final int SLOTS = 256;

  /** A larger table is not kept, or one large program would slow all that follow. */
  private static final int KEPT_SLOTS = 1 << 14;

  private long[] keys = new long[SLOTS];
  private int used;

  FrameSet() {
    Arrays.fill(keys, EMPTY);
  }

  boolean contains(long pfn) {
    int mask = keys.length - 1;
    for (int i = slot(pfn, mask); keys[i] != EMPTY; i = i + 1 & mask) {
      if (keys[i] == pfn) {
        return true;
      }
    }
    return false;
  }

  /** Adds {@code pfn}, which must not be there yet. */
  void add(long pfn) {
    if (2 * (used + 1) > keys.length) {
      rehash();
    }
    insert(pfn);
  }

  void remove(long pfn) {
    int mask = keys.length - 1;
    for (int i = slot(pfn, mask); keys[i] != EMPTY; i = i + 1 & mask) {
      if (keys[i] == pfn) {
        keys[i] = REMOVED;
        return;
      }
    }
  }

  /** A set of the same frames. */
  FrameSet copy() {
    FrameSet other = new FrameSet();
    other.keys = keys.clone();
    other.used = used;
    return other;
  }

  /** The highest member of [{@code start}, {@code end}), or -1. */
  long highestIn(long start, long end) {
    if (used == 0) {
      return -1;
    }
    if (end - start > keys.length) {
      return highestKeyIn(start, end);
    }
    for (long pfn = end - 1; pfn >= start; pfn--) {
      if (contains(pfn)) {
        return pfn;
      }
    }
    return -1;
  }

  private long highestKeyIn(long start, long end) {
    long highest = -1;
    for (long key : keys) {
      if (key >= start && key < end && key > highest) {
        highest = key;
      }
    }
    return highest;
  }

  void digest(StateDigest digest) {
    if (used > 0) {
      for (long key : keys) {
        if (key >= 0) {
          digest.put(key, 0);
        }
      }
    }
    digest.addBag();
  }

  void clear() {
    if (used > 0) {
      if (keys.length > KEPT_SLOTS) {
        keys = new long[SLOTS];
      }
      Arrays.fill(keys, EMPTY);
      used = 0;
    }
  }

  private void insert(long pfn) {
    int mask = keys.length - 1;
    int i = slot(pfn, mask);
    while (keys[i] != EMPTY) {
      i = i + 1 & mask;
    }
    keys[i] = pfn;
    used++;
  }

  private void rehash() {
    long[] old = keys;
    int live = 0;
    for (long key : old) {
      live += key >= 0 ? 1 : 0;
    }
    keys = new long[Math.max(SLOTS, Integer.highestOneBit(live) * 8)];
    Arrays.fill(keys, EMPTY);
    used = 0;
    for (long key : old) {
      if (key >= 0) {
        insert(key);
      }
    }
  }

  private static int slot(long pfn, int mask) {
    return (int) (pfn * 0x9E3779B97F4A7C15L >>> 40) & mask;
  }
}
