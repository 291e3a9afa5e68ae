package io.splitproof.fuzz.report;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.code;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.iffElse;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.ol;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** A report as one HTML page that needs nothing else: no network, no scripts. */
public final class ReportPage {

  /** Findings drawn; a page with more would be too large to open. */
  private static final int MOST_FINDINGS = 300;

  /** Variants named in the title. */
  private static final int MOST_NAMES = 3;

  private final Report report;
  private final IntConsumer progress;

  private ReportPage(Report report, IntConsumer progress) {
    this.report = report;
    this.progress = progress;
  }

  /**
   * The page. Runs every finding's program again.
   *
   * @param progress told how many findings are drawn
   */
  public static String of(Report report, IntConsumer progress) {
    return "<!DOCTYPE html>\n" + new ReportPage(report, progress).page().render() + "\n";
  }

  private DomContent page() {
    CampaignSections campaign = new CampaignSections(report.summary(), report.history());
    boolean recorded = report.summary() != null || !report.history().samples().isEmpty();
    return html(
            head(
                meta().attr("charset", "utf-8"),
                meta()
                    .withName("viewport")
                    .withContent("width=device-width, initial-scale=1"),
                title("Splitproof: " + name()),
                // No text from outside is in it.
                style(rawHtml(Stylesheet.text()))),
            body(
                StripSection.patterns(),
                h1("Splitproof: " + name()),
                verdict(),
                iff(recorded, contents()),
                main(
                    iff(recorded, campaign.tiles()),
                    iff(recorded, part("time", "Over time", campaign.charts())),
                    part("findings", "Findings", findings()),
                    iff(recorded, part("covered", "What was covered", coverage())),
                    iff(
                        !report.lines().isEmpty(),
                        part("lines", "Lines of the kernel", lines())),
                    iff(report.matrix() != null, part("bugs", "Known bugs", matrix())),
                    iff(recorded, part("settings", "Settings", campaign.settings())))))
        .attr("lang", "en");
  }

  private String name() {
    if (report.summary() != null) {
      return report.summary().text("variant");
    }
    List<String> variants =
        report.findings().stream().map(finding -> finding.variant().name()).distinct().toList();
    return variants.size() > MOST_NAMES
        ? variants.size() + " variants"
        : String.join(", ", variants);
  }

  private DomContent verdict() {
    int count = report.findings().size();
    String found = count == 1 ? "1 finding" : count + " findings";
    List<String> failures =
        report.summary() == null ? List.of() : report.summary().texts("failures");
    return p(
        iffElse(
            failures.isEmpty(),
            span(count == 0 ? "nothing found" : found)
                .withClass(count == 0 ? "verdict clean" : "verdict found"),
            span("no verdict: " + String.join("; ", failures)).withClass("verdict found")));
  }

  private DomContent contents() {
    return nav(
            ul(
                li(a("Over time").withHref("#time")),
                li(a("Findings").withHref("#findings")),
                li(a("What was covered").withHref("#covered")),
                iff(
                    !report.lines().isEmpty(),
                    li(a("Lines of the kernel").withHref("#lines"))),
                iff(report.matrix() != null, li(a("Known bugs").withHref("#bugs"))),
                li(a("Settings").withHref("#settings"))))
        .attr("aria-label", "Contents");
  }

  private static DomContent part(String id, String name, DomContent content) {
    return section(h2(name), content).withId(id);
  }

  private DomContent findings() {
    List<FindingFolder> all = report.findings();
    if (all.isEmpty()) {
      return p("None.");
    }
    List<FindingFolder> shown = all.subList(0, Math.min(MOST_FINDINGS, all.size()));
    int left = all.size() - shown.size();
    List<DomContent> articles = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      FindingFolder finding = shown.get(i);
      articles.add(new FindingSection(finding, id(i), times(finding)).content());
      progress.accept(i + 1);
    }
    return section(
        iff(
            shown.size() > 1,
            ol(each(shown, (index, finding) -> entry(finding, id(index)))).withClass("index card")),
        iff(left > 0, p(left + " more are not drawn here.").withClass("soft")),
        StripSection.legend(),
        each(articles, article -> article));
  }

  private static String id(int index) {
    return "finding-" + (index + 1);
  }

  private long times(FindingFolder finding) {
    return report.times().getOrDefault(finding.signature(), 0L);
  }

  private DomContent entry(FindingFolder finding, String id) {
    long times = times(finding);
    return li(
        a(finding.signature()).withHref("#" + id),
        iff(times > 0, span("\u00d7" + times).withClass("times")));
  }

  private DomContent coverage() {
    return report.summary() == null
        ? p(code(CampaignSummary.FILE), span(" is not there, so this is not recorded."))
        : new CoverageSection(report.summary()).content();
  }

  private DomContent lines() {
    return new KernelLinesSection(report.lines()).content();
  }

  private DomContent matrix() {
    return report.matrix() == null ? null : new MatrixSection(report.matrix()).content();
  }
}
