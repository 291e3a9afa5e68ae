package io.splitproof.fuzz.report;

import io.splitproof.oracle.arch.Geometry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A range of addresses, as it was at several moments: the pages around a divergence, or those an
 * operation was asked about.
 *
 * @param geometry shape of the regime
 * @param pin the page the verdict names, or 0 if it names none here
 * @param verdict what the verdict says of that page, in a clause
 * @param asked the pages the operation was about, or null
 * @param cuts addresses between which every moment says the same, ascending, both ends included
 * @param moments in order of time
 */
record Strip(
    Geometry geometry,
    long pin,
    String verdict,
    Extent asked,
    List<Long> cuts,
    List<Moment> moments) {

  /** Columns beyond these are left out, those far from the pin first. */
  private static final int MOST_COLUMNS = 24;

  /** The strip of what {@code moments} say, cut down to its interesting part. */
  static Strip of(
      Geometry geometry, long pin, String verdict, Extent asked, List<Moment> moments) {
    TreeSet<Long> cuts = new TreeSet<>();
    for (Moment moment : moments) {
      moment.oracle().forEach(stretch -> cut(cuts, stretch.start(), stretch.end()));
      moment.found().forEach(stretch -> cut(cuts, stretch.start(), stretch.end()));
    }
    long start = cuts.first();
    long end = cuts.last();
    if (pin != 0) {
      cut(cuts, pin, Math.min(end, pin + geometry.pageBytes()));
    }
    if (asked != null) {
      cut(cuts, Math.max(start, asked.start()), Math.min(end, asked.end()));
    }
    List<Long> shown = trimmed(new ArrayList<>(cuts), moments, pin);
    return new Strip(geometry, pin, verdict, asked, shown, List.copyOf(moments));
  }

  private static void cut(TreeSet<Long> cuts, long start, long end) {
    if (start <= end) {
      cuts.add(start);
      cuts.add(end);
    }
  }

  private static List<Long> trimmed(List<Long> cuts, List<Moment> moments, long pin) {
    int columns = cuts.size() - 1;
    if (columns <= MOST_COLUMNS) {
      return List.copyOf(cuts);
    }
    int centre = 0;
    Moment last = moments.get(moments.size() - 1);
    for (int i = columns - 1; i >= 0; i--) {
      boolean pinned = pin >= cuts.get(i) && pin < cuts.get(i + 1);
      if (pin == 0 ? !last.fault(cuts.get(i)).isEmpty() : pinned) {
        centre = i;
      }
    }
    int from = Math.max(0, Math.min(centre - MOST_COLUMNS / 2, columns - MOST_COLUMNS));
    return List.copyOf(cuts.subList(from, from + MOST_COLUMNS + 1));
  }

  /** First address shown. */
  long start() {
    return cuts.get(0);
  }

  /** First address after what is shown. */
  long end() {
    return cuts.get(cuts.size() - 1);
  }

  /** How many columns there are. */
  int columns() {
    return cuts.size() - 1;
  }

  /** Pages in a column. */
  long pages(int column) {
    return cuts.get(column + 1) - cuts.get(column) >> geometry.pageShift();
  }

  /** What is wrong in a column at a moment, in a clause; empty if nothing is to be seen. */
  String fault(Moment moment, int column) {
    return moment.fault(cuts.get(column));
  }

  /** The column of the pin; -1 if there is none. */
  int pinned() {
    return pin == 0 ? -1 : Math.min(cuts.indexOf(pin), columns() - 1);
  }

  /** The moment that the verdict is about: the one in passing if there is one, else the last. */
  Moment accused() {
    return moments.stream()
        .filter(moment -> moment.oracle().isEmpty())
        .findFirst()
        .orElse(moments.get(moments.size() - 1));
  }

  /** The part of a stretch that is shown, or null. */
  Stretch shown(Stretch stretch) {
    long from = Math.max(stretch.start(), start());
    long to = Math.min(stretch.end(), end());
    if (from >= to) {
      return null;
    }
    return new Stretch(
        from,
        to,
        stretch.state(),
        stretch.outputAt(from),
        stretch.leaf(),
        stretch.pieceBytes(),
        stretch.mixed(),
        stretch.text());
  }
}
