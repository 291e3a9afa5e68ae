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
  private static final int EVENTS = 200;

  /** Announcements shown of the step that diverged. */
  private static final int SHOWN = 60;

  private static final int TEXT_WIDTH = 44;
  private static final int ORACLE_WIDTH = 28;

  /** Runs {@code program} on {@code variant} with every check and a full walk at the end. */
  public static Trace of(Program program, Variant variant) {
    return of(program, variant, Checks.ALL);
  }

  /** Runs {@code program} on {@code variant} with these checks and a full walk at the end. */
  public static Trace of(Program program, Variant variant, Set<CheckName> checks) {
    EventLog log = new EventLog(EVENTS);
    Runner runner = new Runner(variant, checks, log, true);
    Judge judge = runner.machine(program.machine()).judge();
    List<TraceStep> steps = new ArrayList<>();
    RunResult result = runner.run(program, new Recorder(program, judge, log, steps));
    return new Trace(program, checks, result, List.copyOf(steps));
  }

  /** The trace as lines of text; the step that diverged comes with what the machine announced. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("checks ").append(Checks.text(checks)).append('\n');
    line(text, "", "step", "oracle", "found");
    for (TraceStep step : steps) {
      String mark = step.index() == result.step() ? ">" : " ";
      line(text, mark + step.index(), step.text(), step.oracle(), step.found());
      if (step.index() == result.step()) {
        events(text, step);
      }
    }
    if (!result.isClean()) {
      text.append('\n').append(result.divergence().describe()).append('\n');
    }
    return text.toString();
  }

  private static void line(
      StringBuilder text, String mark, String step, String oracle, String found) {
    String line =
        String.format(
            "%4s  %-" + TEXT_WIDTH + "s  %-" + ORACLE_WIDTH + "s  %s", mark, step, oracle, found);
    text.append(line.stripTrailing()).append('\n');
  }

  private static void events(StringBuilder text, TraceStep step) {
    List<String> events = step.events();
    int shown = Math.min(SHOWN, events.size());
    for (String event : events.subList(0, shown)) {
      text.append("        ").append(event).append('\n');
    }
    long more = events.size() - shown + step.dropped();
    if (more > 0) {
      text.append("        … and ").append(more).append(" more\n");
    }
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
