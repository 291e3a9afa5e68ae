package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.StateDigest;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * One state per page, for page numbers from 0 on, always. Neighbours in the same state are kept as
 * one run, so that a map of a terabyte costs what it holds in differences.
 *
 * <p>Invariant: starts are strictly ascending from 0, neighbouring runs differ.
 */
public final class PageRuns {

  private long[] starts = new long[16];
  private int[] states = new int[16];
  private int size = 1;
  private int lastIndex;

  /** Creates a map with every page in state 0. */
  public PageRuns() {}

  /** State of {@code page}. */
  public int get(long page) {
    return states[indexOf(page)];
  }

  /**
   * First page after {@code page} that may be in another state; {@link Long#MAX_VALUE} if none is.
   */
  public long runEnd(long page) {
    return endOf(indexOf(page));
  }

  /** Number of runs. */
  public int runs() {
    return size;
  }

  /** Number of the run that {@code page} is in. */
  public int indexOf(long page) {
    if (page < 0) {
      throw new AssertionError("page " + page + " is negative");
    }
    int index = lastIndex;
    if (index < size && starts[index] <= page && endOf(index) > page) {
      return index;
    }
    if (index + 1 < size && starts[index + 1] <= page && endOf(index + 1) > page) {
      lastIndex = index + 1;
    } else {
      index = Arrays.binarySearch(starts, 0, size, page);
      lastIndex = index >= 0 ? index : -index - 2;
    }
    return lastIndex;
  }

  /** State of run number {@code index}. */
  public int stateOf(int index) {
    return states[index];
  }

  /** First page after run number {@code index}. */
  public long endOf(int index) {
    return index + 1 < size ? starts[index + 1] : Long.MAX_VALUE;
  }

  /**
   * Puts {@code count} pages from {@code first} on into {@code state}; nothing if count is below 1.
   */
  public void set(long first, long count, int state) {
    if (count < 1) {
      return;
    }
    long end = first + count;
    int from = indexOf(first);
    if (states[from] == state && end <= endOf(from)) {
      return;
    }
    // The usual case: the pages go on where the run before them, in the same state, ends.
    if (from > 0 && starts[from] == first && states[from - 1] == state && end < endOf(from)) {
      starts[from] = end;
      return;
    }
    int last = indexOf(end);
    int after = states[last];
    int keep = starts[from] < first ? from + 1 : from;
    boolean opens = keep == 0 || states[keep - 1] != state;
    boolean closes = after != state;
    int added = (opens ? 1 : 0) + (closes ? 1 : 0);
    splice(keep, last + 1, added);
    if (opens) {
      put(keep++, first, state);
    }
    if (closes) {
      put(keep, end, after);
    }
  }

  /**
   * For each of {@code count} pages from {@code first} on, replaces its state by the operator's.
   */
  public void change(long first, long count, IntUnaryOperator operator) {
    long end = first + Math.max(0, count);
    for (long page = first; page < end; ) {
      int index = indexOf(page);
      long next = Math.min(end, endOf(index));
      int state = operator.applyAsInt(states[index]);
      if (state != states[index]) {
        set(page, next - page, state);
      }
      page = next;
    }
  }

  /** Puts every page into state 0. */
  public void clear() {
    size = 1;
    states[0] = 0;
  }

  /** Becomes equal to {@code other}. */
  public void copyFrom(PageRuns other) {
    if (starts.length < other.size) {
      starts = new long[other.starts.length];
      states = new int[other.states.length];
    }
    size = other.size;
    System.arraycopy(other.starts, 0, starts, 0, size);
    System.arraycopy(other.states, 0, states, 0, size);
  }

  void digest(StateDigest digest) {
    digest.add(size);
    for (int i = 0; i < size; i++) {
      digest.add(starts[i] << Integer.SIZE | states[i]);
    }
  }

  /** Makes room for {@code added} runs in place of [{@code from}, {@code to}). */
  private void splice(int from, int to, int added) {
    int newSize = size - (to - from) + added;
    if (newSize > starts.length) {
      starts = Arrays.copyOf(starts, 2 * newSize);
      states = Arrays.copyOf(states, 2 * newSize);
    }
    System.arraycopy(starts, to, starts, from + added, size - to);
    System.arraycopy(states, to, states, from + added, size - to);
    size = newSize;
  }

  private void put(int index, long start, int state) {
    starts[index] = start;
    states[index] = state;
  }
}
