package io.splitproof.oracle.checks;

import io.splitproof.oracle.reference.PageRuns;

/**
 * TLB invalidations that were asked for and not completed yet, by virtual page number. One counts
 * for a page only if a DSB is between the last store that made the page stale and the asking: until
 * then walkers may bring back what there was. What is never completed may take effect at any time,
 * or never.
 *
 * <p>Source: Arm ARM, "Using break-before-make when updating translation table entries"; Linux
 * {@code arch/arm64/include/asm/tlbflush.h}, dsb(ishst) at the beginning of every flush.
 */
final class AskedInvalidations {

  /** Above every page number. */
  static final long END = Long.MAX_VALUE - 1;

  /** Takes pages [{@code first}, {@code end}). */
  interface Range {
    void take(long first, long end);
  }

  /** 1 for pages made stale since the last DSB. */
  private final PageRuns unordered = new PageRuns();

  /** For each of two operations under way, 1 for pages it asked for. */
  private final PageRuns[] asked = {new PageRuns(), new PageRuns()};

  /** Operations begin; between two of them there is a DSB enough. */
  void clear() {
    unordered.clear();
    asked[0].clear();
    asked[1].clear();
  }

  /** A store made pages stale: what was asked for before is not about them. */
  void stored(long vpn, long count) {
    unordered.set(vpn, count, 1);
    for (PageRuns pages : asked) {
      if (pages.runs() > 1) {
        pages.set(vpn, count, 0);
      }
    }
  }

  /** A DSB: what is asked for from now on is about everything stored before. */
  void ordered() {
    unordered.clear();
  }

  /** Operation {@code lane} asks for pages [{@code first}, {@code end}). */
  void add(int lane, long first, long end) {
    for (long vpn = first; vpn < end; ) {
      long next = Math.min(end, unordered.runEnd(vpn));
      if (unordered.get(vpn) == 0) {
        asked[lane].set(vpn, next - vpn, 1);
      }
      vpn = next;
    }
  }

  /** A DSB ISH of operation {@code lane}: what it asked for has happened. */
  void complete(int lane, Range done) {
    PageRuns pages = asked[lane];
    for (int run = 0; run < pages.runs(); run++) {
      if (pages.stateOf(run) != 0) {
        done.take(run == 0 ? 0 : pages.endOf(run - 1), pages.endOf(run));
      }
    }
    pages.clear();
  }
}
