package io.splitproof.fuzz.figures;

import java.util.Arrays;

/**
 * A set-associative TLB that forgets, of a set, what was unused longest. An entry holds one leaf or
 * one contiguous group, whatever its size.
 */
final class TlbModel {

  private static final long EMPTY = -1;
  private static final int SIZE_BITS = 6;

  private final int sets;
  private final int ways;

  /** The entries of one set after the other, each set's last used first. */
  private final long[] entries;

  private long misses;

  /** An empty one; {@code sets} is a power of two. */
  TlbModel(int sets, int ways) {
    this.sets = sets;
    this.ways = ways;
    this.entries = new long[sets * ways];
    Arrays.fill(entries, EMPTY);
  }

  /** Entries it has. */
  int capacity() {
    return entries.length;
  }

  /** Accesses whose translation it did not hold since {@link #startCounting}. */
  long misses() {
    return misses;
  }

  /** Counts misses from here on; what it holds stays. */
  void startCounting() {
    misses = 0;
  }

  /** Uses the translation of 2^{@code shift} bytes that {@code offset}, in bytes, lies in. */
  void access(long offset, int shift) {
    long place = offset >>> shift;
    long key = place << SIZE_BITS | shift;
    int first = (int) (place & sets - 1) * ways;
    int at = first;
    while (at < first + ways - 1 && entries[at] != key) {
      at++;
    }
    if (entries[at] != key) {
      misses++;
    }
    System.arraycopy(entries, first, entries, first + 1, at - first);
    entries[first] = key;
  }
}
