package io.splitproof.oracle.checks;

import java.util.Arrays;

/** Virtual ranges that walkers may fetch instructions from, with the frames behind them. */
final class ExecutableRanges {

  private long[] start = new long[8];
  private long[] end = new long[8];
  private long[] pa = new long[8];
  private int size;

  int size() {
    return size;
  }

  long start(int index) {
    return start[index];
  }

  long end(int index) {
    return end[index];
  }

  /** Output address of the first byte. */
  long pa(int index) {
    return pa[index];
  }

  void clear() {
    size = 0;
  }

  /** Adds [{@code from}, {@code to}), which must not be there yet. */
  void add(long from, long to, long outputPa) {
    int last = size - 1;
    if (last >= 0 && end[last] == from && pa[last] + (end[last] - start[last]) == outputPa) {
      end[last] = to;
      return;
    }
    if (size == start.length) {
      start = Arrays.copyOf(start, 2 * size);
      end = Arrays.copyOf(end, 2 * size);
      pa = Arrays.copyOf(pa, 2 * size);
    }
    start[size] = from;
    end[size] = to;
    pa[size++] = outputPa;
  }

  /** Removes [{@code from}, {@code to}), as far as it is there. */
  void remove(long from, long to) {
    for (int i = size - 1; i >= 0; i--) {
      if (start[i] >= to || end[i] <= from) {
        continue;
      }
      long first = start[i];
      long last = end[i];
      long output = pa[i];
      size--;
      start[i] = start[size];
      end[i] = end[size];
      pa[i] = pa[size];
      if (first < from) {
        add(first, from, output);
      }
      if (last > to) {
        add(to, last, output + (to - first));
      }
    }
  }
}
