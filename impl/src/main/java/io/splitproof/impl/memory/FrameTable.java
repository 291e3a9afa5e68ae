package io.splitproof.impl.memory;

import java.util.Arrays;

/**
 * Open-addressing map from page-frame number to a small non-negative int; entries are never
 * removed.
 */
public final class FrameTable {

  private static final long EMPTY = -1L;

  private long[] keys = new long[1024];
  private int[] values = new int[1024];
  private int size;

  /** Creates an empty map. */
  public FrameTable() {
    Arrays.fill(keys, EMPTY);
  }

  /** The value of {@code pfn}, or -1. */
  public int get(long pfn) {
    int mask = keys.length - 1;
    for (int i = slot(pfn, mask); ; i = i + 1 & mask) {
      long key = keys[i];
      if (key == pfn) {
        return values[i];
      }
      if (key == EMPTY) {
        return -1;
      }
    }
  }

  /** Adds {@code pfn}, which must not be there yet. */
  void put(long pfn, int value) {
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    insert(pfn, value);
    size++;
  }

  /** Gives {@code pfn} another value if it is there, else adds it. */
  public void set(long pfn, int value) {
    int mask = keys.length - 1;
    int i = slot(pfn, mask);
    while (keys[i] != EMPTY && keys[i] != pfn) {
      i = i + 1 & mask;
    }
    if (keys[i] == pfn) {
      values[i] = value;
    } else {
      put(pfn, value);
    }
  }

  private void insert(long pfn, int value) {
    int mask = keys.length - 1;
    int i = slot(pfn, mask);
    while (keys[i] != EMPTY) {
      i = i + 1 & mask;
    }
    keys[i] = pfn;
    values[i] = value;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new int[keys.length];
    Arrays.fill(keys, EMPTY);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != EMPTY) {
        insert(oldKeys[i], oldValues[i]);
      }
    }
  }

  private static int slot(long pfn, int mask) {
    long hash = pfn * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 40) & mask;
  }
}
