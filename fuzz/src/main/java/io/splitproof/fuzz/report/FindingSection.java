package io.splitproof.fuzz.report;

import static j2html.TagCreator.article;
import static j2html.TagCreator.code;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.h4;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.iffElse;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import io.splitproof.fuzz.program.MachineText;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Trace;
import io.splitproof.fuzz.run.TraceStep;
import j2html.tags.DomContent;
import java.util.List;

/** One finding: what is wrong, the pages before and after, the program, how to see it again. */
final class FindingSection {

  private static final int MOST_STEPS = 200;

  private final FindingFolder finding;
  private final String id;
  private final long times;
  private final Trace trace;

  /**
   * Runs the finding's program again.
   *
   * @param times how often it came up, or 0 if that is not known
   */
  FindingSection(FindingFolder finding, String id, long times) {
    this.finding = finding;
    this.id = id;
    this.times = times;
    this.trace = Trace.of(finding.program(), finding.variant(), finding.checks());
  }

  DomContent content() {
    RunResult result = trace.result();
    return article(
            h3(code(finding.signature())),
            facts(),
            iff(!result.isClean(), explanation()),
            each(strips(), StripSection::of),
            h4("Program"),
            Pane.of("the program, step by step", steps()),
            each(diverging(), FindingSection::events),
            text("As written", finding.text()),
            h4("Replay"),
            pre(code(finding.replay())).withClass("wrap"))
        .withClass("card finding")
        .withId(id);
  }

  private List<Strip> strips() {
    return Reenactment.of(finding.program(), finding.variant(), finding.checks());
  }

  private DomContent facts() {
    RunResult result = trace.result();
    boolean same =
        !result.isClean() && result.divergence().signature().equals(finding.signature());
    int length = finding.program().steps().size();
    return ul(
            li("on " + finding.variant().name()),
            iff(times > 0, li(times == 1 ? "came up once" : "came up " + times + " times")),
            li(length == 1 ? "1 step" : length + " steps"),
            iff(
                !finding.checks().containsAll(Checks.ALL),
                li("checks on: " + Checks.text(finding.checks()))),
            iff(
                result.isClean(),
                li("this build shows nothing any more").withClass("bad")),
            iff(
                !result.isClean() && !same,
                li("this build shows " + signature(result)).withClass("bad")))
        .withClass("facts");
  }

  private static String signature(RunResult result) {
    return result.isClean() ? "" : result.divergence().signature();
  }

  private DomContent explanation() {
    RunResult result = trace.result();
    String text = result.isClean() ? "" : result.divergence().describe();
    return pre(text).withClass("wrap explanation");
  }

  private DomContent steps() {
    List<TraceStep> steps = trace.steps();
    List<TraceStep> shown = steps.subList(Math.max(0, steps.size() - MOST_STEPS), steps.size());
    int left = steps.size() - shown.size();
    return div(
        pre("machine " + MachineText.print(finding.program().machine())).withClass("wrap"),
        iff(left > 0, p("The first " + left + " steps are left out.").withClass("soft")),
        iffElse(
            shown.isEmpty(),
            p("It diverges at boot, before the first step.").withClass("soft"),
            table(
                    thead(tr(th(""), th("step"), th("oracle"), th("found"))),
                    tbody(each(shown, this::step)))
                .withClass("steps")));
  }

  /** Two blanks that a browser keeps. */
  private static final String CALL_INDENT = "\u00a0\u00a0";

  private DomContent step(TraceStep step) {
    boolean at = step.index() == trace.result().step() && !trace.result().isClean();
    String index = step.call() ? "" : "" + step.index();
    String text = (step.call() ? CALL_INDENT : "") + step.text();
    return tr(td(index), td(text), td(step.oracle()), td(step.found()))
        .withClass(at ? "at" : "well");
  }

  private List<TraceStep> diverging() {
    return trace.steps().stream()
        .filter(step -> step.index() == trace.result().step() && !step.events().isEmpty())
        .toList();
  }

  private static DomContent events(TraceStep step) {
    String more = step.dropped() > 0 ? "\n\u2026 and " + step.dropped() + " more" : "";
    return text(
        "What the machine announced in step " + step.index(),
        String.join("\n", step.events()) + more);
  }

  private static DomContent text(String name, String text) {
    return details(summary(name), pre(Visible.of(text.stripTrailing())).attr("tabindex", "0"));
  }
}
