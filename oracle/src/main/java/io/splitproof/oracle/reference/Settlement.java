package io.splitproof.oracle.reference;

import io.splitproof.oracle.reference.Expectation.Effect;

/**
 * Applies to the pages what an operation was allowed to do. Where there is a choice, it takes what
 * the judged tables show, if that is one of the choices; otherwise it takes what should have
 * happened, and the comparison that follows finds the difference.
 */
final class Settlement {

  private static final int BOTH = PageState.VALID | PageState.WRITABLE;

  private final World world;
  private final Expectation expected;
  private final PageMap pages;

  Settlement(World world, Expectation expected) {
    this.world = world;
    this.expected = expected;
    this.pages = world.pages();
  }

  void apply(Effect effect, Observed observed) {
    if (effect == Effect.NONE) {
      return;
    }
    for (int step = 0; step < expected.steps(); step++) {
      int flags = expected.flags(step);
      if ((flags & Expectation.EITHER) != 0) {
        eachOrNot(step, observed);
      } else if (effect == Effect.RESETS_MAY_FAIL && (flags & Expectation.RESET) != 0) {
        eachReset(step, observed);
      } else if (effect == Effect.ALL || effect == Effect.RESETS_MAY_FAIL) {
        change(step, expected.first(step), expected.count(step));
      } else if (effect == Effect.PREFIXES) {
        prefix(step, true, observed);
      } else if (!prefix(step, effect == Effect.PAGE_PREFIX, observed)) {
        return;
      }
    }
  }

  private void change(int step, long first, long count) {
    if ((expected.flags(step) & Expectation.ASSIGN) != 0) {
      pages.assign(first, count, expected.set(step));
    } else {
      pages.change(first, count, expected.clear(step), expected.set(step));
    }
  }

  /** Applies one step up to where the tables show it stopped; returns whether it went through. */
  private boolean prefix(int step, boolean anyPage, Observed observed) {
    boolean pagewise = anyPage || (expected.flags(step) & Expectation.PAGEWISE) != 0;
    long first = expected.first(step);
    long end = Math.min(first + expected.count(step), pages.end());
    long start = nextChange(step, first, end);
    for (long vpn = start; vpn < end; vpn = nextChange(step, vpn + 1, end)) {
      int before = pages.get(vpn);
      int after = expected.after(step, before);
      if (!shows(observed.at(pages.va(vpn)), after, before ^ after)) {
        change(step, first, pagewise ? vpn - first : 0);
        return false;
      }
      if (!pagewise) {
        break;
      }
    }
    change(step, first, end - first);
    return true;
  }

  /**
   * Whether what was found is {@code state} as far as {@code bits} go. An empty entry hides the
   * rest.
   */
  private static boolean shows(int found, int state, int bits) {
    if (found == PageState.HOLE) {
      return (state & PageState.VALID) == 0;
    }
    return ((found ^ state) & bits) == 0;
  }

  private void eachOrNot(int step, Observed observed) {
    long end = Math.min(expected.first(step) + expected.count(step), pages.end());
    long first = nextChange(step, expected.first(step), end);
    for (long vpn = first; vpn < end; vpn = nextChange(step, vpn + 1, end)) {
      int before = pages.get(vpn);
      int after = expected.after(step, before);
      if (shows(observed.at(pages.va(vpn)), after, before ^ after)) {
        change(step, vpn, 1);
      }
    }
  }

  /** First page from {@code vpn} on, before {@code end}, that the step changes. */
  private long nextChange(int step, long vpn, long end) {
    long page = vpn;
    while (page < end && pages.get(page) == expected.after(step, pages.get(page))) {
      page = pages.runs().runEnd(page);
    }
    return page;
  }

  private void eachReset(int step, Observed observed) {
    long end = expected.first(step) + expected.count(step);
    for (long vpn = expected.first(step); vpn < end; vpn++) {
      int before = pages.get(vpn);
      boolean changes = before != expected.after(step, before);
      boolean failed = changes && !hasBoth(observed.at(pages.va(vpn)));
      if (!failed || !resetMayFail(before)) {
        change(step, vpn, 1);
      }
    }
  }

  private static boolean hasBoth(int state) {
    return (state & BOTH) == BOTH;
  }

  /**
   * The rule of vfree: resetting a page may fail only where nothing is lost by it. A page at its
   * default loses nothing. Any other page was split on the way to what it is, so resetting it needs
   * no allocation; unless somebody changed a whole range at once, which well-behaved clients undo.
   */
  private boolean resetMayFail(int before) {
    return hasBoth(before) || !world.wellBehaved();
  }
}
