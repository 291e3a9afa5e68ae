package io.splitproof.oracle.checks;

import io.splitproof.oracle.reference.FlushPromise;

/**
 * The invalidations of one operation, held against what it may invalidate. What is invalidated for
 * the sake of a frame that goes back to the allocator is struck out as that is announced.
 */
final class FlushLedger {

  /** No moment. */
  static final long NEVER = -1;

  private static final int SHOWN = 6;

  private final LongList starts = new LongList();
  private final LongList ends = new LongList();
  private final LongList moments = new LongList();

  void clear() {
    starts.clear();
    ends.clear();
    moments.clear();
  }

  void add(long start, long end, long moment) {
    starts.add(start);
    ends.add(end);
    moments.add(moment);
  }

  /** The last one was for the linear aliases [{@code start}, {@code end}) of frames given back. */
  void strikeOut(long start, long end) {
    int last = starts.size() - 1;
    if (last >= 0 && starts.get(last) >= start && ends.get(last) <= end) {
      starts.truncate(last);
      ends.truncate(last);
      moments.truncate(last);
    }
  }

  int size() {
    return starts.size();
  }

  /** Most of them as ranges of virtual addresses, for people. */
  String describe() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(starts.size(), SHOWN); i++) {
      text.append(i == 0 ? "" : ", ").append(Long.toHexString(starts.get(i)));
      text.append('-').append(Long.toHexString(ends.get(i)));
    }
    int more = starts.size() - SHOWN;
    if (more > 0) {
      text.append(", … ").append(more).append(" more");
    }
    return text.toString();
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
    return last(va) != NEVER;
  }

  /** When {@code va} was last invalidated, completely or not; {@link #NEVER} if it was not. */
  long last(long va) {
    for (int i = starts.size() - 1; i >= 0; i--) {
      if (starts.get(i) <= va && ends.get(i) > va) {
        return moments.get(i);
      }
    }
    return NEVER;
  }
}
