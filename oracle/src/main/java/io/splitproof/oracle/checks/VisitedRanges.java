package io.splitproof.oracle.checks;

/** Ranges of addresses compared already, so that nothing is compared twice without need. */
final class VisitedRanges {

  /**
   * How many ranges after the last one that matched are tried; what is asked for comes in order.
   */
  private static final int TRIES = 4;

  private final LongList bounds = new LongList();
  private int cursor;

  void clear() {
    bounds.clear();
    cursor = 0;
  }

  /** Adds [{@code start}, {@code end}). */
  void add(long start, long end) {
    bounds.add(start);
    bounds.add(end);
  }

  /**
   * Whether one range is known to cover [{@code start}, {@code end}); false if it was not found.
   */
  boolean covers(long start, long end) {
    for (int tries = 0; tries < TRIES && 2 * (cursor + tries) < bounds.size(); tries++) {
      int at = 2 * (cursor + tries);
      if (bounds.get(at) <= start && end <= bounds.get(at + 1)) {
        cursor += tries;
        return true;
      }
    }
    return false;
  }
}
