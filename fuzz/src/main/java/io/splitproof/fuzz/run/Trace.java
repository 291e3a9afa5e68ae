package io.splitproof.fuzz.run;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.program.Step;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.checks.Judge;
import io.splitproof.oracle.contract.Outcome;
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
    RunResult result = runner.run(program, new Recorder(program, subject.judge(), log, steps));
    RunResult explained = Account.of(program, variant, checks, result);
    return new Trace(program, checks, explained, List.copyOf(steps));
  }

  /** The trace as lines of text; the step that diverged comes with what the machine announced. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("checks ").append(Checks.text(checks)).append('\n');
    int stepWidth = width(steps.stream().map(TraceStep::text), WIDEST_STEP);
    Stream<TraceStep> ran = steps.stream().filter(step -> !step.found().isEmpty());
    int oracleWidth = width(ran.map(TraceStep::oracle), WIDEST_ORACLE);
    String format = "%4s  %-" + stepWidth + "s  %-" + oracleWidth + "s  %s";
    line(text, format, stepWidth, "", new TraceStep(0, "step", "oracle", "found", List.of(), 0));
    for (TraceStep step : steps) {
      String mark = step.index() == result.step() ? ">" : " ";
      line(text, format, stepWidth, mark + step.index(), step);
      if (step.index() == result.step()) {
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

  private static void line(
      StringBuilder text, String format, int width, String mark, TraceStep step) {
    boolean tooLong = step.text().length() > width;
    if (tooLong) {
      text.append(String.format("%4s  %s\n", mark, step.text()));
    }
    String line =
        String.format(
            format, tooLong ? "" : mark, tooLong ? "" : step.text(), step.oracle(), step.found());
    text.append(line.stripTrailing()).append('\n');
  }

  /** Turns what a runner tells into steps. */
  private record Recorder(Program program, Judge judge, EventLog log, List<TraceStep> steps)
      implements RunListener {

    @Override
    public void skipped(int index, Step step, String objection) {
      steps.add(new TraceStep(index, text(step), "skipped: " + objection, "", List.of(), 0));
    }

    @Override
    public void starting(int index, Step step) {
      log.take();
    }

    @Override
    public void finished(int index, Step step, Outcome outcome, Divergence divergence) {
      long dropped = log.dropped();
      String allowed = judge.expectation();
      steps.add(
          new TraceStep(index, text(step), allowed, outcome.toString(), log.take(), dropped));
    }

    /** What the machine announced of both, who did what included, goes with the second. */
    @Override
    public void finishedTogether(
        int index, Step first, Step second, Outcome[] outcomes, Divergence divergence) {
      String found = outcomes[0].toString();
      steps.add(new TraceStep(index, text(first), judge.expectation(), found, List.of(), 0));
      long dropped = log.dropped();
      String allowed = judge.otherExpectation();
      found = outcomes[1].toString();
      steps.add(new TraceStep(index + 1, text(second), allowed, found, log.take(), dropped));
    }

    private String text(Step step) {
      return ProgramText.print(step, program.machine());
    }
  }
}
