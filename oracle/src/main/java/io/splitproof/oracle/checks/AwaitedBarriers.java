package io.splitproof.oracle.checks;

import java.util.Arrays;

/**
 * What each of two operations under way has begun, and must follow by a DSB and then an ISB before
 * it returns.
 */
final class AwaitedBarriers {

  private final boolean[] dsb = new boolean[2];
  private final boolean[] isb = new boolean[2];
  private final long[] address = new long[2];
  private final int[] cpu = new int[2];

  void clear() {
    Arrays.fill(dsb, false);
    Arrays.fill(isb, false);
  }

  /** CPU {@code by}, for operation {@code lane}, begins something at {@code where}. */
  void add(int lane, long where, int by) {
    if (!isb[lane]) {
      address[lane] = where;
      cpu[lane] = by;
    }
    dsb[lane] = true;
    isb[lane] = true;
  }

  /** A DSB that completes it. */
  void dsb(int lane) {
    dsb[lane] = false;
  }

  /** An ISB; one before the DSB does nothing. */
  void isb(int lane) {
    isb[lane] = dsb[lane];
  }

  /** Whether one of the two is missing. */
  boolean lacksAny(int lane) {
    return isb[lane];
  }

  /** Whether the DSB is. */
  boolean lacksDsb(int lane) {
    return dsb[lane];
  }

  /** Where it began that first, as it was told. */
  long address(int lane) {
    return address[lane];
  }

  /** The CPU that did. */
  int cpu(int lane) {
    return cpu[lane];
  }
}
