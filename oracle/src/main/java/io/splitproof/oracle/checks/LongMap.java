package io.splitproof.oracle.checks;

import java.util.Arrays;

/**
 * Open-addressing map from non-negative long to long; absent keys read as 0. Clearing costs what
 * was put.
 */
final class LongMap {

  private static final long EMPTY = -1;

  private long[] keys;
  private long[] values;
  private int[] used;
  private int size;

  LongMap() {
    allocate(64);
  }

  private void allocate(int capacity) {
    keys = new long[capacity];
    values = new long[capacity];
    used = new int[capacity / 2];
    Arrays.fill(keys, EMPTY);
    size = 0;
  }

  /** Whether {@code key} was put since the map was last cleared. */
  boolean contains(long key) {
    return keys[slot(key)] == key;
  }

  /** Value of {@code key}, 0 if there is none. */
  long get(long key) {
    int slot = slot(key);
    return keys[slot] == key ? values[slot] : 0;
  }

  /** Gives {@code key} the value {@code value}. */
  void put(long key, long value) {
    int slot = slot(key);
    if (keys[slot] == EMPTY) {
      if (size == used.length) {
        grow();
        slot = slot(key);
      }
      keys[slot] = key;
      used[size++] = slot;
    }
    values[slot] = value;
  }

  /** Number of keys. */
  int size() {
    return size;
  }

  /** Removes every key. */
  void clear() {
    for (int i = 0; i < size; i++) {
      keys[used[i]] = EMPTY;
    }
    size = 0;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) (key * 0x9e3779b97f4a7c15L >>> 32) & mask;
    while (keys[slot] != EMPTY && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldValues = values;
    allocate(2 * oldKeys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != EMPTY) {
        put(oldKeys[i], oldValues[i]);
      }
    }
  }
}
