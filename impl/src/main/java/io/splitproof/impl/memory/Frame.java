package io.splitproof.impl.memory;

/**
 * The descriptors of one frame: written out, or, while they are an arithmetic run, as two
 * numbers. A table fresh from a split is such a run, which is what makes splitting a block cheap.
 */
final class Frame {

  /** All zero, shared and never written to. */
  static final Frame ZERO = new Frame(0, 0);

  private long first;
  private long step;
  private long[] entries;

  Frame(long first, long step) {
    this.first = first;
    this.step = step;
  }

  long get(int index) {
    long[] written = entries;
    return written != null ? written[index] : first + index * step;
  }

  /**
   * Makes the frame the run {@code first, first + step, …}; returns its array for reuse, or null.
   */
  long[] become(long first, long step) {
    long[] freed = entries;
    entries = null;
    this.first = first;
    this.step = step;
    return freed;
  }

  boolean isRun() {
    return entries == null;
  }

  /** How many descriptors from {@code index} on, up to {@code limit}, are {@code step} apart. */
  int runLength(int index, int limit, long step) {
    long[] written = entries;
    if (written == null) {
      return this.step == step ? limit : 1;
    }
    long next = written[index] + step;
    int end = index + limit;
    int at = index + 1;
    while (at < end && written[at] == next) {
      next += step;
      at++;
    }
    return at - index;
  }

  /** Writes the run out into {@code array}, which the frame keeps. */
  void writeOut(long[] array) {
    for (int i = 0; i < array.length; i++) {
      array[i] = first + i * step;
    }
    entries = array;
  }

  /**
   * Takes over the contents of {@code other}, written out into {@code array} if they are not a
   * run.
   */
  void copyFrom(Frame other, long[] array) {
    if (other.entries == null) {
      become(other.first, other.step);
    } else {
      System.arraycopy(other.entries, 0, array, 0, array.length);
      entries = array;
    }
  }

  /** Stores one descriptor into a frame that is written out; returns the one it replaces. */
  long set(int index, long value) {
    long before = entries[index];
    entries[index] = value;
    return before;
  }

  /** Gives the array back; the frame is then meaningless. */
  long[] release() {
    return become(0, 0);
  }
}
