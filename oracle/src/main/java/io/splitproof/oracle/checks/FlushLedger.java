package io.splitproof.oracle.checks;

import io.splitproof.oracle.reference.FlushPromise;

/**
 * The invalidations of one operation, held against what it may invalidate. What is invalidated for
 * the sake of a frame that goes back to the allocator is struck out as that is announced.
 */
final class FlushLedger {

  private final LongList starts = new LongList();
  private final LongList ends = new LongList();

  void clear() {
    starts.clear();
    ends.clear();
  }

  void add(long start, long end) {
    starts.add(start);
    ends.add(end);
  }

  /** The last one was for the linear aliases [{@code start}, {@code end}) of frames given back. */
  void strikeOut(long start, long end) {
    int last = starts.size() - 1;
    if (last >= 0 && starts.get(last) >= start && ends.get(last) <= end) {
      starts.truncate(last);
      ends.truncate(last);
    }
  }

  int size() {
    return starts.size();
  }

  /** First address of the first that is about nothing the promises are about, or 0. */
  long firstElsewhere(FlushPromise one, FlushPromise other) {
    for (int i = 0; i < starts.size(); i++) {
      long start = starts.get(i);
      long end = ends.get(i);
      if (start < end && !one.about().hold(start, end) && !other.about().hold(start, end)) {
        return start;
      }
    }
    return 0;
  }

  /** Pages invalidated, counted again each time. */
  long pages(int pageShift) {
    long bytes = 0;
    for (int i = 0; i < starts.size(); i++) {
      bytes += Math.max(0, ends.get(i) - starts.get(i));
    }
    return bytes >>> pageShift;
  }

  /** Whether {@code va} was invalidated, completely or not, in time or not. */
  boolean covers(long va) {
    for (int i = 0; i < starts.size(); i++) {
      if (starts.get(i) <= va && ends.get(i) > va) {
        return true;
      }
    }
    return false;
  }
}
