package io.splitproof.fuzz.report;

import j2html.tags.ContainerTag;
import java.util.Locale;

/** An element of a drawing in SVG. All it holds is escaped. */
final class Drawn extends ContainerTag<Drawn> {

  /** An element with attributes, given as names and values in turn. */
  Drawn(String name, Object... attributes) {
    super(name);
    for (int i = 0; i < attributes.length; i += 2) {
      attr(attributes[i].toString(), attributes[i + 1].toString());
    }
  }

  /** Text at a point. */
  static Drawn text(String text, Object x, Object y, String classes) {
    return new Drawn("text", "x", x, "y", y, "class", classes).withText(text);
  }

  /** What shows while somebody points at the element this is put into. */
  static Drawn tip(String text) {
    return new Drawn("title").withText(text);
  }

  /** A share of the width, 0 to 1. */
  static String share(double share) {
    return String.format(Locale.ROOT, "%.3f%%", 100 * share);
  }
}
