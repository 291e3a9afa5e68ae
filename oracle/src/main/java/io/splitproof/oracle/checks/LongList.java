package io.splitproof.oracle.checks;

import java.util.Arrays;

/** Growing list of longs. */
final class LongList {

  private long[] values = new long[64];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  long get(int index) {
    return values[index];
  }

  void set(int index, long value) {
    values[index] = value;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Keeps the first {@code length} values. */
  void truncate(int length) {
    size = length;
  }
}
