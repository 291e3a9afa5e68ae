package io.splitproof.fuzz.report;

import io.splitproof.fuzz.conform.LeafKind;
import io.splitproof.oracle.reference.PageState;
import java.util.List;

/**
 * A strip as SVG: for each moment the oracle above what was found, leaf by leaf. As wide as there
 * is room, with letters that stay as large as they are. Pages that diverge have the class {@code
 * diverges} and say their address in {@code data-va}; where tables do not show what is wrong, the
 * page that the verdict names has the class {@code unseen} too.
 */
final class StripDrawing {

  private static final String INVALID = "invalid";
  private static final int TOP = 22;
  private static final int NAME = 18;
  private static final int ORACLE = 24;
  private static final int GAP = 16;
  private static final int FOUND = 40;
  private static final int AFTER = 14;
  private static final int BOTTOM = 36;
  private static final double PIXELS_PER_LETTER = 6.7;
  private static final int HALF_LETTER = 4;
  private static final int MOST_TICKS = 16;

  /** Right of this share of the width an address does not fit. */
  private static final double ROOM_AT_RIGHT = 0.7;

  /** How much wider than needed it is drawn at most. */
  private static final int WIDEST = 2;

  private final Strip strip;
  private final Columns columns;
  private final Drawn svg;

  private StripDrawing(Strip strip) {
    this.strip = strip;
    this.columns = new Columns(strip);
    int height = TOP + BOTTOM;
    for (Moment moment : strip.moments()) {
      height += NAME + rows(moment) + AFTER;
    }
    this.svg =
        new Drawn(
            "svg",
            "class", "strip",
            "role", "img",
            "aria-label", StripText.summary(strip),
            "width", "100%",
            "height", height,
            "style", style());
  }

  /** Between what labels need and what the eye can take in. */
  private String style() {
    int least = columns.leastPixels();
    return "min-width:" + least + "px;max-width:" + WIDEST * least + "px";
  }

  /** The drawing. */
  static Drawn of(Strip strip) {
    return new StripDrawing(strip).drawn();
  }

  private static int rows(Moment moment) {
    return moment.oracle().isEmpty() ? FOUND : ORACLE + GAP + FOUND;
  }

  private Drawn drawn() {
    int y = TOP;
    asked(y - 2);
    for (Moment moment : strip.moments()) {
      svg.with(Drawn.text(moment.name(), 0, y + 12, "moment"));
      y += NAME;
      moment(moment, y);
      y += rows(moment) + AFTER;
    }
    axis(y);
    pin();
    return svg;
  }

  private void moment(Moment moment, int top) {
    int y = top;
    if (!moment.oracle().isEmpty()) {
      svg.with(Drawn.text("oracle", 0, y + 16, "side"));
      moment.oracle().forEach(stretch -> cell(moment, stretch, top, ORACLE, "oracle"));
      y += ORACLE + GAP;
    }
    int below = y;
    svg.with(Drawn.text("found", 0, y + 16, "side"));
    moment.found().forEach(stretch -> cell(moment, stretch, below, FOUND, "found"));
    marks(moment, top);
  }

  /** One mark for neighbouring columns with the same fault; or one for what the verdict names. */
  private void marks(Moment moment, int y) {
    boolean well = true;
    for (int first = 0, end; first < strip.columns(); first = end) {
      String fault = strip.fault(moment, first);
      end = first + 1;
      while (end < strip.columns() && strip.fault(moment, end).equals(fault)) {
        end++;
      }
      if (!fault.isEmpty()) {
        well = false;
        String sign = moment.sign(strip.cuts().get(first));
        svg.with(mark(moment, "diverges", first, end, y, fault, sign));
      }
    }
    int pinned = strip.pinned();
    if (well && pinned >= 0 && moment == strip.accused()) {
      boolean passing = moment.oracle().isEmpty();
      String kind = passing ? "diverges" : "diverges unseen";
      String sign = passing ? "\u2260" : "named";
      svg.with(mark(moment, kind, pinned, pinned + 1, y, strip.verdict(), sign));
    }
  }

  private void cell(Moment moment, Stretch whole, int y, int height, String side) {
    Stretch stretch = strip.shown(whole);
    if (stretch == null) {
      return;
    }
    double from = columns.at(stretch.start());
    double to = columns.at(stretch.end());
    String tip = moment.name() + ", " + side + ": " + StripText.of(stretch, strip.geometry());
    String tint = tint(stretch);
    Drawn cell = new Drawn("g", "class", "cell " + tint).with(Drawn.tip(tip));
    Drawn box =
        new Drawn(
            "rect",
            "x", Drawn.share(from),
            "y", y,
            "width", Drawn.share(to - from),
            "height", height,
            "rx", 3);
    cell.with(fill(box, tint));
    ticks(cell, stretch, y, height);
    String middle = Drawn.share((from + to) / 2);
    String kind = height == FOUND ? kind(stretch, columns.pixels(from, to)) : "";
    int base = kind.isEmpty() ? y + height / 2 + 4 : y + 16;
    cell.with(Drawn.text(stretch.letters(), middle, base, "letters"));
    cell.with(Drawn.text(kind, middle, y + 32, "kind"));
    svg.with(cell);
  }

  /** Lines between leaves, or between contiguous groups, where there are few. */
  private void ticks(Drawn cell, Stretch stretch, int y, int height) {
    if (stretch.leaf() == null || stretch.bytes() / stretch.pieceBytes() > MOST_TICKS) {
      return;
    }
    long first = (stretch.start() / stretch.pieceBytes()) * stretch.pieceBytes();
    for (long va = first; va < stretch.end(); va += stretch.pieceBytes()) {
      if (va > stretch.start()) {
        String x = Drawn.share(columns.at(va));
        cell.with(
            new Drawn(
                "line", "class", "tick", "x1", x, "x2", x, "y1", y + height - 6, "y2", y + height));
      }
    }
  }

  /** The leaves' kind, as long as there is room. */
  private static String kind(Stretch stretch, double pixels) {
    String text = "";
    for (String longer : kinds(stretch)) {
      if (text.isEmpty() || longer.length() * PIXELS_PER_LETTER <= pixels - 4) {
        text = longer;
      }
    }
    return text;
  }

  private static List<String> kinds(Stretch stretch) {
    LeafKind leaf = stretch.leaf();
    if (leaf == null) {
      return List.of("");
    }
    long pieces = Math.max(1, stretch.bytes() / stretch.pieceBytes());
    String times = pieces == 1 ? "" : " \u00d7" + pieces;
    return switch (leaf) {
      case PUD -> List.of("PUD", "PUD block" + times);
      case PMD -> List.of("PMD", "PMD" + times, "PMD block" + times);
      case PTE -> List.of("PTE", "PTE" + times);
      case CPMD -> List.of("cPMD", "cPMD" + times, "contiguous PMD" + times);
      case CPTE -> List.of("cPTE", "cPTE" + times, "contiguous PTE" + times);
    };
  }

  /** Fills a box that faults with hatching; colours come from the style sheet. */
  static Drawn fill(Drawn box, String tint) {
    return tint.equals(INVALID) ? box.attr("fill", "url(#hatch)") : box;
  }

  private static String tint(Stretch stretch) {
    if (!stretch.isValid()) {
      return stretch.state() == PageState.HOLE ? "hole" : INVALID;
    }
    boolean writable = (stretch.state() & PageState.WRITABLE) != 0;
    boolean executable = (stretch.state() & PageState.EXECUTABLE) != 0;
    return writable ? executable ? "rwx" : "rw" : executable ? "rx" : "ro";
  }

  private Drawn mark(
      Moment moment, String kind, int first, int end, int y, String fault, String sign) {
    double from = columns.edge(first);
    double to = columns.edge(end);
    String va = Long.toHexString(strip.cuts().get(first));
    String tip = StripText.pages(strip, first, end) + " " + fault + " (" + moment.name() + ")";
    Drawn frame =
        new Drawn(
            "rect",
            "x", Drawn.share(from),
            "y", y - 2,
            "width", Drawn.share(to - from),
            "height", rows(moment) + 4,
            "rx", 4);
    int base = moment.oracle().isEmpty() ? y + FOUND + 14 : y + ORACLE + 13;
    Drawn text = Drawn.text(sign, Drawn.share((from + to) / 2), base, "sign");
    return new Drawn("g", "class", kind, "data-va", va).with(Drawn.tip(tip), frame, text);
  }

  /** A bar over the pages the operation was about. */
  private void asked(int y) {
    Extent asked = strip.asked();
    if (asked == null || asked.end() <= strip.start() || asked.start() >= strip.end()) {
      return;
    }
    double from = columns.at(Math.max(strip.start(), asked.start()));
    double to = columns.at(asked.end());
    String tip = "the operation is about " + StripText.range(asked.start(), asked.end());
    svg.with(
        new Drawn(
                "rect",
                "class", "asked",
                "x", Drawn.share(from),
                "y", y,
                "width", Drawn.share(to - from),
                "height", 4,
                "rx", 2)
            .with(Drawn.tip(tip)));
  }

  private void pin() {
    int pinned = strip.pinned();
    if (pinned >= 0) {
      String va = Long.toHexString(strip.pin());
      double middle = columns.middle(pinned);
      boolean left = middle < ROOM_AT_RIGHT;
      String text = left ? "\u25bc " + va : va + " \u25bc";
      Drawn label = Drawn.text(text, Drawn.share(middle), 13, left ? "pin start" : "pin end");
      label.attr("dx", left ? -HALF_LETTER : HALF_LETTER);
      svg.with(label.with(Drawn.tip("the verdict names the page at " + va)));
    }
  }

  /** How many pages each column has, and the addresses at both ends. */
  private void axis(int y) {
    for (int i = 0; i < strip.columns(); i++) {
      String middle = Drawn.share(columns.middle(i));
      boolean broken = columns.isBroken(i);
      String count = strip.pages(i) + "";
      svg.with(
          Drawn.text(broken ? "\u2574" + count + "\u2576" : count, middle, y, "count"));
      if (broken) {
        svg.with(brokenAt(middle, y + 9));
      }
    }
    svg.with(Drawn.text("pages", 0, y, "side"));
    svg.with(
        Drawn.text(
            Long.toHexString(strip.start()), Drawn.share(columns.edge(0)), y + 28, "va start"));
    svg.with(Drawn.text(Long.toHexString(strip.end()), "100%", y + 28, "va end"));
  }

  /** Two slanted lines: what is here is wider than it is drawn. */
  private static Drawn brokenAt(String x, int y) {
    return new Drawn("svg", "x", x, "y", y, "class", "broken")
        .with(new Drawn("path", "d", "M-30 0H-4M4 0H30M-6 5L-1 -5M1 5L6 -5"));
  }
}
