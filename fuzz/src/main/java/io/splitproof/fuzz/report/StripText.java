package io.splitproof.fuzz.report;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.reference.PageState;

/** What a strip shows, in words. */
final class StripText {

  private StripText() {}

  /** Both ends of a range. */
  static String range(long start, long end) {
    return "[" + Long.toHexString(start) + ", " + Long.toHexString(end) + ")";
  }

  /** The pages of columns {@code first} up to {@code end}, without that. */
  static String pages(Strip strip, int first, int end) {
    long from = strip.cuts().get(first);
    long to = strip.cuts().get(end);
    long pages = to - from >> strip.geometry().pageShift();
    return pages == 1
        ? "the page at " + Long.toHexString(from)
        : "the " + pages + " pages of " + range(from, to);
  }

  /** All that is known of a stretch, in several lines. */
  static String of(Stretch stretch, Geometry geometry) {
    StringBuilder text = new StringBuilder();
    text.append(range(stretch.start(), stretch.end()));
    text.append(", pages: ").append(stretch.bytes() >> geometry.pageShift());
    text.append('\n').append(state(stretch));
    if (stretch.output() != Stretch.NOWHERE) {
      long last = stretch.outputAt(stretch.end());
      text.append("\noutput ").append(range(stretch.output(), last));
    }
    if (!stretch.text().isEmpty()) {
      text.append("\nfirst leaf: ").append(stretch.text());
    }
    return text.append(stretch.mixed() ? "\nits group is not uniform" : "").toString();
  }

  private static String state(Stretch stretch) {
    if (stretch.state() == PageState.HOLE) {
      return "no entry";
    }
    return stretch.isValid() ? PageState.describeFully(stretch.state()) : "an entry that faults";
  }

  /** The strip in a few sentences, for those who do not see it. */
  static String summary(Strip strip) {
    StringBuilder text = new StringBuilder("Pages of ");
    text.append(range(strip.start(), strip.end()));
    for (Moment moment : strip.moments()) {
      text.append(". ").append(moment.name()).append(": ").append(faults(strip, moment));
    }
    return text.append('.').toString();
  }

  private static String faults(Strip strip, Moment moment) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < strip.columns(); i++) {
      String fault = strip.fault(moment, i);
      if (!fault.isEmpty()) {
        text.append(text.isEmpty() ? "" : "; ");
        text.append(pages(strip, i, i + 1)).append(' ').append(fault);
      }
    }
    return text.isEmpty() ? "no page diverges" : text.toString();
  }
}
