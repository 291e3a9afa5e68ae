package io.splitproof.fuzz.report;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h4;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** A strip with its name, and the same as a table for who cannot point at it. */
final class StripSection {

  private StripSection() {}

  static DomContent of(Strip strip) {
    boolean linear = strip.geometry().inLinearMap(strip.start());
    String where = linear ? "linear map" : "vmalloc area";
    String what = strip.pin() == 0 ? "What the operation is about" : "Where it shows";
    return div(
        h4(what + ": " + where),
        Pane.of("the pages, drawn", StripDrawing.of(strip)),
        details(
            summary("The same as a table, with descriptors and output addresses"),
            Pane.of(
                "the pages, in words", each(strip.moments(), moment -> moment(strip, moment)))));
  }

  private static DomContent moment(Strip strip, Moment moment) {
    List<DomContent> rows = new ArrayList<>();
    moment.oracle().forEach(stretch -> row(rows, strip, "oracle", stretch));
    moment.found().forEach(stretch -> row(rows, strip, "found", stretch));
    return div(
        table(
            caption(moment.name()),
            thead(tr(th("side"), th("range, state, output address, first leaf"))),
            tbody(each(rows, row -> row))));
  }

  private static void row(List<DomContent> rows, Strip strip, String side, Stretch whole) {
    Stretch stretch = strip.shown(whole);
    if (stretch != null) {
      rows.add(tr(td(side), td(pre(StripText.of(stretch, strip.geometry())).withClass("wrap"))));
    }
  }

  /** What the signs in all strips mean. */
  static DomContent legend() {
    return div(
        p("Each strip is a range of addresses, from low to high: above what the oracle says of"
            + " each page, below what a walk of the live tables finds, leaf by leaf. Wide columns"
            + " are not to scale; the number of pages is below them. Point at a piece for raw"
            + " descriptors and output addresses, or open the table."),
        ul(
                tint("rw", "rw-", "read, write"),
                tint("ro", "r--", "read only"),
                tint("rx", "r-x", "read, execute"),
                tint("rwx", "rwx", "read, write, execute"),
                tint("invalid", "---", "an entry that faults"),
                tint("hole", "none", "no entry"),
                li(sign("diverges"), text("\u2260 pages that diverge")),
                li("mixed: a contiguous group that is not uniform"),
                li("named, dashed: a page the verdict names, with tables that are well by now"),
                li(sign("asked"), text("what the operation is about")),
                li("\u25bc the page the verdict names"))
            .withClass("legend"),
        p("Letters: s shared with the host, u for users. Leaves: PUD, PMD and PTE; cPMD and cPTE"
            + " are contiguous ones, cut into groups.")
            .withClass("soft"));
  }

  private static DomContent tint(String tint, String letters, String meaning) {
    Drawn box = new Drawn("rect", "x", 1, "y", 1, "width", 42, "height", 18, "rx", 3);
    Drawn swatch =
        new Drawn("svg", "width", 44, "height", 20, "class", "strip")
            .with(
                new Drawn("g", "class", "cell " + tint)
                    .with(
                        StripDrawing.fill(box, tint), Drawn.text(letters, 22, 14, "letters")));
    return li(swatch, text(meaning));
  }

  private static Drawn sign(String kind) {
    Drawn mark =
        kind.equals("asked")
            ? new Drawn("rect", "class", kind, "x", 1, "y", 8, "width", 42, "height", 4, "rx", 2)
            : new Drawn("g", "class", "diverges")
                .with(new Drawn("rect", "x", 2, "y", 2, "width", 40, "height", 16, "rx", 4));
    // Not a page that diverges, but a sign for one: marked pages have an address.
    return new Drawn("svg", "width", 44, "height", 20).with(mark);
  }

  /** What strips refer to: put once into each page. */
  static DomContent patterns() {
    Drawn hatch =
        new Drawn(
                "pattern",
                "id", "hatch",
                "width", 6,
                "height", 6,
                "patternUnits", "userSpaceOnUse",
                "patternTransform", "rotate(45)")
            .with(new Drawn("path", "class", "hatch", "d", "M0 0V6"));
    return new Drawn("svg", "width", 0, "height", 0, "aria-hidden", "true", "class", "patterns")
        .with(new Drawn("defs").with(hatch));
  }
}
