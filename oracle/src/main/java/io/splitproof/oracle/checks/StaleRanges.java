package io.splitproof.oracle.checks;

import java.util.Arrays;

/**
 * Ranges of virtual addresses with what TLBs may still translate them to. Ascending and not
 * overlapping, as long as nothing is {@linkplain #append appended}; neighbours that say the same
 * are kept as one.
 *
 * <p>Where one page may be cached in several ways, the range holds the bits of all of them.
 */
final class StaleRanges {

  /** In a state: the page may be cached in several ways. */
  static final int SEVERAL = 1 << 24;

  /** In a state: not looked at since it became stale. */
  static final int UNDECIDED = 1 << 25;

  /** A moment before every other. */
  static final long LONG_AGO = 0;

  private long[] start = new long[16];
  private long[] end = new long[16];
  private long[] pa = new long[16];
  private long[] cpus = new long[16];
  private long[] moment = new long[16];
  private int[] state = new int[16];
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

  /** Output address of the first byte; one of them where there are {@link #SEVERAL}. */
  long pa(int index) {
    return pa[index];
  }

  /** One bit for each CPU that may have it cached. */
  long cpus(int index) {
    return cpus[index];
  }

  /** When the last store made part of it stale. */
  long moment(int index) {
    return moment[index];
  }

  /** Page state as hardware tells it, with {@link #SEVERAL} and {@link #UNDECIDED}. */
  int state(int index) {
    return state[index];
  }

  void clear() {
    size = 0;
  }

  /** Index of the first range that ends after {@code va}; the size if none does. */
  int find(long va) {
    int low = 0;
    for (int high = size; low < high; ) {
      int middle = low + high >>> 1;
      if (end[middle] > va) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Adds a range at the end, whatever is there already. */
  void append(long from, long to, long outputPa, int bits, long mask, long when) {
    insert(size, from, to, outputPa, bits, mask, when);
  }

  /** Adds what may be cached for [{@code from}, {@code to}) to what may be cached there already. */
  void add(long from, long to, long outputPa, int bits, long mask, long when) {
    if (size > 0 && isContinued(size - 1, from, outputPa, bits, mask, when)) {
      end[size - 1] = to;
      return;
    }
    int first = find(from);
    if (first == size || start[first] >= to) {
      insert(first, from, to, outputPa, bits, mask, when);
      joinFrom(Math.max(0, first - 1), first + 2);
      return;
    }
    cut(from);
    cut(to);
    int index = find(from);
    for (long at = from; at < to; at = end[index++]) {
      if (index == size || start[index] > at) {
        long next = index == size ? to : Math.min(to, start[index]);
        insert(index, at, next, outputPa + (at - from), bits, mask, when);
      } else {
        combine(index, outputPa + (at - from), bits, mask, when);
      }
    }
    joinFrom(Math.max(0, first - 1), index + 1);
  }

  private void combine(int index, long outputPa, int bits, long mask, long when) {
    int plain = state[index] & ~UNDECIDED;
    boolean alike = plain == (bits & ~UNDECIDED) && pa[index] == outputPa;
    state[index] |= alike ? bits : bits | SEVERAL;
    cpus[index] |= mask;
    moment[index] = Math.max(moment[index], when);
  }

  /** Makes {@code va} a boundary if it lies inside a range. */
  void cut(long va) {
    int index = find(va);
    if (index < size && start[index] < va) {
      insert(
          index + 1,
          va,
          end[index],
          pa[index] + (va - start[index]),
          state[index],
          cpus[index],
          moment[index]);
      end[index] = va;
    }
  }

  private void insert(
      int at, long from, long to, long outputPa, int bits, long mask, long when) {
    if (size == start.length) {
      grow();
    }
    if (at < size) {
      shift(at, at + 1, size - at);
    }
    size++;
    start[at] = from;
    end[at] = to;
    pa[at] = outputPa;
    cpus[at] = mask;
    moment[at] = when;
    state[at] = bits;
  }

  private void shift(int from, int to, int count) {
    System.arraycopy(start, from, start, to, count);
    System.arraycopy(end, from, end, to, count);
    System.arraycopy(pa, from, pa, to, count);
    System.arraycopy(cpus, from, cpus, to, count);
    System.arraycopy(moment, from, moment, to, count);
    System.arraycopy(state, from, state, to, count);
  }

  private void grow() {
    int length = 2 * size;
    start = Arrays.copyOf(start, length);
    end = Arrays.copyOf(end, length);
    pa = Arrays.copyOf(pa, length);
    cpus = Arrays.copyOf(cpus, length);
    moment = Arrays.copyOf(moment, length);
    state = Arrays.copyOf(state, length);
  }

  /**
   * Takes {@code mask} off the ranges of [{@code from}, {@code to}) that became stale before {@code
   * when}; appends to {@code taken} what it took, with {@code tag} for a moment.
   */
  void take(long from, long to, long mask, long when, StaleRanges taken, long tag) {
    int first = find(from);
    if (first == size || start[first] >= to) {
      return;
    }
    cut(from);
    cut(to);
    first = find(from);
    int kept = first;
    int last = first;
    for (; last < size && start[last] < to; last++) {
      boolean hit = moment[last] < when && (cpus[last] & mask) != 0;
      if (hit) {
        long theirs = cpus[last] & mask;
        taken.append(start[last], end[last], pa[last], state[last], theirs, tag);
        cpus[last] &= ~mask;
      }
      if (cpus[last] != 0) {
        move(last, kept++);
      }
    }
    shift(last, kept, size - last);
    size -= last - kept;
    joinFrom(Math.max(0, first - 1), kept + 1);
  }

  /** Forgets ranges of [{@code from}, {@code to}) that say just this and nothing else. */
  void drop(long from, long to, long outputPa, int bits) {
    int first = find(from);
    if (first == size || start[first] >= to) {
      return;
    }
    cut(from);
    cut(to);
    first = find(from);
    int kept = first;
    int last = first;
    for (; last < size && start[last] < to; last++) {
      boolean same =
          (state[last] & ~UNDECIDED) == bits && pa[last] == outputPa + (start[last] - from);
      if (!same) {
        move(last, kept++);
      }
    }
    shift(last, kept, size - last);
    size -= last - kept;
    joinFrom(Math.max(0, first - 1), kept + 1);
  }

  /** Removes the ranges appended by {@code tag}. */
  void dropTagged(long tag) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (moment[i] != tag) {
        move(i, kept++);
      }
    }
    size = kept;
  }

  /** What overlaps [{@code from}, {@code to}) has been looked at, and is of long ago. */
  void decide(long from, long to) {
    int first = find(from);
    int last = first;
    for (; last < size && start[last] < to; last++) {
      state[last] &= ~UNDECIDED;
      moment[last] = LONG_AGO;
    }
    joinFrom(Math.max(0, first - 1), last + 1);
  }

  private void move(int from, int to) {
    if (from != to) {
      start[to] = start[from];
      end[to] = end[from];
      pa[to] = pa[from];
      cpus[to] = cpus[from];
      moment[to] = moment[from];
      state[to] = state[from];
    }
  }

  /** Joins neighbours that say the same among the ranges [{@code first}, {@code limit}). */
  private void joinFrom(int first, int limit) {
    int last = Math.min(limit, size);
    int kept = first;
    for (int i = first + 1; i < last; i++) {
      if (joins(kept, i)) {
        end[kept] = end[i];
      } else {
        move(i, ++kept);
      }
    }
    int next = kept + 1;
    if (last > next) {
      shift(last, next, size - last);
      size -= last - next;
    }
  }

  private boolean joins(int left, int right) {
    return isContinued(
        left, start[right], pa[right], state[right], cpus[right], moment[right]);
  }

  private boolean isContinued(
      int left, long from, long outputPa, int bits, long mask, long when) {
    return end[left] == from
        && state[left] == bits
        && cpus[left] == mask
        && moment[left] == when
        && pa[left] + (end[left] - start[left]) == outputPa;
  }
}
