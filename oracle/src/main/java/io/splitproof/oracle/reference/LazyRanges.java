package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.StateDigest;
import java.util.Arrays;

/** Ranges of virtual addresses that were unmapped and whose TLB invalidation is still to come. */
final class LazyRanges {

  private long[] bounds = new long[32];
  private int size;

  /** Adds [{@code start}, {@code end}). */
  void add(long start, long end) {
    if (size == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * size);
    }
    bounds[size++] = start;
    bounds[size++] = end;
  }

  /** Forgets what lies within [{@code start}, {@code end}): it was invalidated. */
  void invalidated(long start, long end) {
    int kept = 0;
    for (int i = 0; i < size; i += 2) {
      if (bounds[i] < start || bounds[i + 1] > end) {
        bounds[kept++] = bounds[i];
        bounds[kept++] = bounds[i + 1];
      }
    }
    size = kept;
  }

  /** Whether any of [{@code start}, {@code end}) may still be cached. */
  boolean overlaps(long start, long end) {
    for (int i = 0; i < size; i += 2) {
      if (start < bounds[i + 1] && end > bounds[i]) {
        return true;
      }
    }
    return false;
  }

  void digest(StateDigest digest) {
    for (int i = 0; i < size; i += 2) {
      digest.put(bounds[i], bounds[i + 1]);
    }
    digest.addBag();
  }

  /** Lowest address that may still be cached; the highest there is if there is none. */
  long lowest() {
    long lowest = Long.MAX_VALUE;
    for (int i = 0; i < size; i += 2) {
      lowest = Math.min(lowest, bounds[i]);
    }
    return lowest;
  }

  /** First address after all that may still be cached; the lowest there is if there is none. */
  long highest() {
    long highest = Long.MIN_VALUE;
    for (int i = 0; i < size; i += 2) {
      highest = Math.max(highest, bounds[i + 1]);
    }
    return highest;
  }

  void clear() {
    size = 0;
  }
}
