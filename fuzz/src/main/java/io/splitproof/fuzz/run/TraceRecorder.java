package io.splitproof.fuzz.run;

import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.checks.Judge;
import io.splitproof.oracle.contract.Outcome;
import java.util.List;

/** Turns what a runner tells into the steps of a {@link Trace}. */
final class TraceRecorder implements RunListener {

  private final Program program;
  private final Judge judge;
  private final EventLog log;
  private final List<TraceStep> steps;

  /** What the judge says of the caller of what started last. */
  private String remark = "";

  /** The same of the step that it may run beside. */
  private String firstRemark = "";

  /** Where the client that runs goes in the list: before its calls. */
  private int client;

  TraceRecorder(Program program, Judge judge, EventLog log, List<TraceStep> steps) {
    this.program = program;
    this.judge = judge;
    this.log = log;
    this.steps = steps;
  }

  @Override
  public void skipped(int index, Step step, String objection) {
    steps.add(skipped(index, false, step, objection));
  }

  @Override
  public void refused(int index, Step call, String objection) {
    steps.add(skipped(index, true, call, objection));
  }

  private TraceStep skipped(int index, boolean call, Step step, String objection) {
    String why = "skipped: " + objection;
    return new TraceStep(index, call, text(step), why, "", "", List.of(), 0);
  }

  @Override
  public void starting(int index, Step step) {
    log.take();
    client = steps.size();
    if (!(step.operation() instanceof Client)) {
      remark = remark(step);
      firstRemark = step.beside() == null ? remark : firstRemark;
    }
  }

  @Override
  public void calling(int index, Step call) {
    log.take();
    remark = remark(call);
  }

  private String remark(Step step) {
    String breach = judge.breach(step.operation());
    return breach == null ? "" : breach;
  }

  @Override
  public void finished(int index, Step step, Outcome outcome, Divergence divergence) {
    if (step.operation() instanceof Client) {
      String found = outcome.toString();
      steps.add(client, new TraceStep(index, false, text(step), "", found, "", List.of(), 0));
    } else {
      add(index, false, step, outcome);
    }
  }

  @Override
  public void called(int index, Step call, Outcome outcome, Divergence divergence) {
    add(index, true, call, outcome);
  }

  private void add(int index, boolean call, Step step, Outcome outcome) {
    long dropped = log.dropped();
    String allowed = judge.expectation();
    String found = outcome.toString();
    steps.add(
        new TraceStep(index, call, text(step), allowed, found, remark, log.take(), dropped));
  }

  /** What the machine announced of both, who did what included, goes with the second. */
  @Override
  public void finishedTogether(
      int index, Step first, Step second, Outcome[] outcomes, Divergence divergence) {
    String found = outcomes[0].toString();
    String allowed = judge.expectation();
    steps.add(
        new TraceStep(index, false, text(first), allowed, found, firstRemark, List.of(), 0));
    long dropped = log.dropped();
    allowed = judge.otherExpectation();
    found = outcomes[1].toString();
    steps.add(
        new TraceStep(
            index + 1, false, text(second), allowed, found, remark, log.take(), dropped));
  }

  private String text(Step step) {
    return ProgramText.print(step, program.machine());
  }
}
