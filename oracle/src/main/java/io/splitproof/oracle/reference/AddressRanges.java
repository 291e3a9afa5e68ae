package io.splitproof.oracle.reference;

import java.util.Arrays;

/** Growing list of ranges of virtual addresses, each from a first to the one after the last. */
public final class AddressRanges {

  private long[] bounds = new long[16];
  private int size;

  AddressRanges() {}

  void clear() {
    size = 0;
  }

  /** Adds [{@code start}, {@code end}), to the last range if it goes on there. */
  void add(long start, long end) {
    if (size > 0 && bounds[size - 1] == start) {
      bounds[size - 1] = end;
      return;
    }
    if (size == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * size);
    }
    bounds[size++] = start;
    bounds[size++] = end;
  }

  /** Number of ranges. */
  public int size() {
    return size / 2;
  }

  /** First address of range number {@code index}. */
  public long start(int index) {
    return bounds[2 * index];
  }

  /** First address after range number {@code index}. */
  public long end(int index) {
    return bounds[2 * index + 1];
  }

  /** Whether one of the ranges holds all of [{@code start}, {@code end}). */
  public boolean hold(long start, long end) {
    for (int i = 0; i < size; i += 2) {
      if (start >= bounds[i] && end <= bounds[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
