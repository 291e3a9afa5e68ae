package io.splitproof.oracle.checks;

/** Entries stored during one operation, neighbours merged, by physical address. */
final class DirtyRanges {

  private final int pageShift;
  private final LongList firstPa = new LongList();
  private final LongList endPa = new LongList();

  DirtyRanges(int pageShift) {
    this.pageShift = pageShift;
  }

  void clear() {
    firstPa.clear();
    endPa.clear();
  }

  /** Adds {@code count} entries from {@code pa} on, all in one table. */
  void add(long pa, int count) {
    int last = firstPa.size() - 1;
    long end = pa + 8L * count;
    if (last >= 0 && pa >>> pageShift == firstPa.get(last) >>> pageShift) {
      if (pa == endPa.get(last)) {
        endPa.set(last, end);
        return;
      }
      if (pa >= firstPa.get(last) && end <= endPa.get(last)) {
        return;
      }
    }
    firstPa.add(pa);
    endPa.add(end);
  }

  int size() {
    return firstPa.size();
  }

  long firstPa(int index) {
    return firstPa.get(index);
  }

  int count(int index) {
    return (int) (endPa.get(index) - firstPa.get(index) >>> 3);
  }
}
