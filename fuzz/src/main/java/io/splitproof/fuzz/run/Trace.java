package io.splitproof.fuzz.run;

import io.splitproof.fuzz.program.Program;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run step by step, the oracle beside what was found.
 *
 * @param program what ran
 * @param checks which checks judged it
 * @param result how it went
 * @param steps every step up to the divergence
 */
public record Trace(
    Program program, Set<CheckName> checks, RunResult result, List<TraceStep> steps) {

  /** Announcements kept of each step. */
  private static final int EVENTS = 48;

  /** A step or a verdict that is longer has a line of its own, or shifts what is behind it. */
  private static final int WIDEST_STEP = 64;

  private static final int WIDEST_ORACLE = 40;

  private static final TraceStep HEADING =
      new TraceStep(0, false, "step", "oracle", "found", "", List.of(), 0);

  /** Runs {@code program} on {@code variant} with every check and a full walk at the end. */
  public static Trace of(Program program, Variant variant) {
    return of(program, variant, Checks.ALL);
  }

  /** Runs {@code program} on {@code variant} with these checks and a full walk at the end. */
  public static Trace of(Program program, Variant variant, Set<CheckName> checks) {
    EventLog log = new EventLog(EVENTS);
    Runner runner = new Runner(variant, checks, log, true);
    JudgedMachine subject = runner.machine(program.machine());
    log.follow(subject);
    List<TraceStep> steps = new ArrayList<>();
    RunResult result = runner.run(program, new TraceRecorder(program, subject.judge(), log, steps));
    RunResult explained = Account.of(program, variant, checks, result);
    return new Trace(program, checks, explained, List.copyOf(steps));
  }

  /** The trace as lines of text; the step that diverged comes with what the machine announced. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("checks ").append(Checks.text(checks)).append('\n');
    int stepWidth = width(steps.stream().map(Trace::indented), WIDEST_STEP);
    Stream<TraceStep> ran = steps.stream().filter(step -> !step.found().isEmpty());
    int oracleWidth = width(ran.map(TraceStep::oracle), WIDEST_ORACLE);
    String format = "%4s  %-" + stepWidth + "s  %-" + oracleWidth + "s  %s";
    line(text, format, stepWidth, "", HEADING);
    for (int i = 0; i < steps.size(); i++) {
      TraceStep step = steps.get(i);
      String mark = step.index() == result.step() ? ">" : " ";
      line(text, format, stepWidth, step.call() ? "" : mark + step.index(), step);
      boolean last = i + 1 == steps.size() || !steps.get(i + 1).call();
      if (step.index() == result.step() && last) {
        step.events().forEach(event -> text.append("        ").append(event).append('\n'));
      }
    }
    if (!result.isClean()) {
      text.append('\n').append(result.divergence().describe()).append('\n');
    }
    return text.toString();
  }

  /** Of the longest text that is no longer than {@code most}. */
  private static int width(Stream<String> texts, int most) {
    return Math.max(6, texts.mapToInt(String::length).filter(n -> n <= most).max().orElse(0));
  }

  /** A call of a client is indented below it. */
  private static String indented(TraceStep step) {
    return (step.call() ? "  " : "") + step.text();
  }

  private static void line(
      StringBuilder text, String format, int width, String mark, TraceStep step) {
    String what = indented(step);
    boolean tooLong = what.length() > width;
    if (tooLong) {
      text.append(String.format("%4s  %s\n", mark, what));
    }
    String line =
        String.format(
            format, tooLong ? "" : mark, tooLong ? "" : what, step.oracle(), step.found());
    text.append(line.stripTrailing()).append('\n');
    if (!step.remark().isEmpty()) {
      text.append("        ").append(step.remark()).append('\n');
    }
  }
}
