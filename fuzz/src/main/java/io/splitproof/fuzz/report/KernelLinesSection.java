package io.splitproof.fuzz.report;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.i;
import static j2html.TagCreator.p;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;

/** Which lines of the user's kernel were reached, and which of each function never. */
final class KernelLinesSection {

  private final List<FileLines> files;

  KernelLinesSection(List<FileLines> files) {
    this.files = files;
  }

  DomContent content() {
    return div(
        p("Of the lines that have code in the executors that ran; boot counts. What the compiler"
                + " made of several lines at once counts for the first of them.")
            .withClass("soft"),
        Pane.of(
            "lines of the kernel",
            table(caption("Lines of the kernel"), tbody(each(files, KernelLinesSection::row)))),
        each(files, KernelLinesSection::functions));
  }

  private static DomContent row(FileLines file) {
    String width = String.format(Locale.ROOT, "width:%.1f%%", 100.0 * file.reached() / file.all());
    return tr(
        th(file.file()),
        td(file.reached() + " of " + file.all()).withClass("number"),
        td(i().attr("style", width)).withClass("bar"));
  }

  private static DomContent functions(FileLines file) {
    List<String> never = file.never();
    return div(
        h3(file.file()),
        Pane.of(
            "functions of " + file.file(),
            table(
                caption("Lines that were never reached, by function"),
                tbody(
                    each(
                        file.partly(),
                        function -> tr(th(function.name()), td(function.missing())))))),
        p("Never called: " + (never.isEmpty() ? "none" : String.join(", ", never)) + "."));
  }
}
