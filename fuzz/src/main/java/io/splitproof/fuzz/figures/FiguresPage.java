package io.splitproof.fuzz.figures;

import static j2html.TagCreator.a;
import static j2html.TagCreator.b;
import static j2html.TagCreator.body;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import io.splitproof.fuzz.figures.Figure.Line;
import io.splitproof.fuzz.report.LineChart;
import io.splitproof.fuzz.report.Plot;
import io.splitproof.fuzz.report.Stylesheet;
import j2html.tags.DomContent;
import j2html.tags.specialized.TdTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures as one HTML page that needs nothing else: no network, no scripts. */
public final class FiguresPage {

  /** What it has beyond the look of all pages. */
  private static final String STYLE =
      """
      .figures td { min-width: 7rem; } .figures td.how { min-width: 16rem; color: var(--soft); }
      .figures td.ours { font-weight: 600; } .charts { margin-top: 1rem; }
      .charts { grid-template-columns: repeat(auto-fill, minmax(min(26rem, 100%), 1fr)); }
      @media (max-width: 44rem) {
        .figures thead { display: none; }
        .figures tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
        .figures td { display: block; border: 0; padding: .05rem 0; overflow-wrap: anywhere; }
        .figures td.what { font-weight: 600; }
        .figures td[data-name]::before { content: attr(data-name) ": "; color: var(--soft);
          font-weight: 400; }
      }
      """;

  private FiguresPage() {}

  /** The page. */
  public static String of(List<Figure> figures) {
    return "<!DOCTYPE html>\n" + page(figures).render() + "\n";
  }

  private static DomContent page(List<Figure> figures) {
    return html(
            head(
                meta().attr("charset", "utf-8"),
                meta()
                    .withName("viewport")
                    .withContent("width=device-width, initial-scale=1"),
                title("Splitproof: published figures"),
                // No text from outside is in it.
                style(rawHtml(Stylesheet.text() + LineChart.STYLE + STYLE))),
            body(
                h1("Published figures, and the models'"),
                p("Each figure that the threads published, the model's beside it, and how that was"
                    + " computed. A figure of structure must agree within "
                    + Math.round(100 * Figure.TOLERANCE)
                    + " %; where hardware decides, the model's says what it assumes."),
                iff(lines(figures, false) > 0, verdict(figures)),
                nav(ul(each(figures, figure ->
                        li(a(figure.title()).withHref("#" + figure.name())))))
                    .attr("aria-label", "Contents"),
                main(each(figures, FiguresPage::figureSection))))
        .attr("lang", "en");
  }

  private static DomContent verdict(List<Figure> figures) {
    long compared = lines(figures, false);
    long wrong = compared - lines(figures, true);
    String text = wrong == 0
        ? "all " + compared + " structural figures agree"
        : wrong + " of " + compared + " structural figures disagree";
    return p(span(text).withClass(wrong == 0 ? "verdict clean" : "verdict found"));
  }

  private static long lines(List<Figure> figures, boolean agreeing) {
    return figures.stream()
        .flatMap(figure -> figure.lines().stream())
        .filter(line -> line.basis() == Figure.Basis.STRUCTURE && !Double.isNaN(line.ratio()))
        .filter(line -> !agreeing || line.agrees())
        .count();
  }

  private static DomContent figureSection(Figure of) {
    return section(
            h2(of.title()),
            p(of.source()).withClass("soft"),
            div(
                    div(table(
                                thead(tr(each(
                                    List.of("", "published", "ours", "agreement", "how"),
                                    name -> th(name)))),
                                tbody(each(of.lines(), FiguresPage::row)))
                            .withClass("figures"))
                        .withClass("scroll"))
                .withClass("card"),
            iff(
                !of.plots().isEmpty(),
                div(each(of.plots(), FiguresPage::plot)).withClass("charts")),
            each(of.notes(), note -> p(note)))
        .withId(of.name());
  }

  private static DomContent row(Line line) {
    return tr(
        td(line.what()).withClass("what"),
        cell("published", line.published()),
        cell("ours", line.ours()).withClass("ours"),
        cell("agreement", agreement(line)),
        cell("how", line.how()).withClass("how"));
  }

  private static TdTag cell(String name, String text) {
    return td(text).attr("data-name", name);
  }

  private static String agreement(Line line) {
    if (line.basis() == Figure.Basis.HARDWARE) {
      return "hardware decides";
    }
    return Double.isNaN(line.ratio())
        ? Figure.UNPUBLISHED
        : String.format(Locale.ROOT, "%.1f %%", 100 * line.ratio());
  }

  private static DomContent plot(Plot plot) {
    List<DomContent> keys = new ArrayList<>();
    for (int i = 0; i < plot.curves().size(); i++) {
      keys.add(li(LineChart.sign(i), span(plot.curves().get(i).name())));
    }
    return figure(
        figcaption(b(plot.title()), span(" over " + plot.across())),
        LineChart.of(plot),
        ul(each(keys, key -> key)).withClass("key"));
  }
}
