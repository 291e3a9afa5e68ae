package io.splitproof.fuzz.report;

import io.splitproof.oracle.reference.PageState;
import java.util.List;

/**
 * What a range of pages was at one moment.
 *
 * @param name which moment, for people
 * @param oracle what the oracle says, in order and without gaps; empty where it was not asked
 * @param found what the tables say, of the same range
 */
record Moment(String name, List<Stretch> oracle, List<Stretch> found) {

  private static final String MIXED = "in a contiguous group that is not uniform";

  /** The stretch of {@code stretches} that {@code va} is in. */
  static Stretch at(List<Stretch> stretches, long va) {
    for (Stretch stretch : stretches) {
      if (va >= stretch.start() && va < stretch.end()) {
        return stretch;
      }
    }
    throw new AssertionError(Long.toHexString(va) + " is in none of " + stretches);
  }

  /** What is wrong with the page at {@code va}, in a clause; empty if nothing is to be seen. */
  String fault(long va) {
    Stretch is = at(found, va);
    if (!oracle.isEmpty()) {
      Stretch expected = at(oracle, va);
      if (hardware(is) != hardware(expected)) {
        return "should be " + PageState.describeFully(expected.state())
            + ", is " + PageState.describeFully(is.state());
      }
      if (is.isValid() && is.outputAt(va) != expected.outputAt(va)) {
        return "goes to another frame than its own";
      }
    }
    return is.mixed() ? MIXED : "";
  }

  /** How to mark the page at {@code va}, which has a fault. */
  String sign(long va) {
    return MIXED.equals(fault(va)) ? "mixed" : "\u2260";
  }

  private static int hardware(Stretch stretch) {
    return PageState.hardware(stretch.state());
  }
}
