package io.splitproof.fuzz.run;

import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Follows a run that is known to diverge, to tell afterwards what led there. Here is who does what,
 * and what barriers and TLB invalidations came after the store that matters; the rest is up to what
 * the verdict is about.
 */
abstract class History implements MachineEvents, RunListener {

  /** Barriers and invalidations told of; more are left out unless they are about the page. */
  private static final int MOST = 12;

  private final List<String> underWay = new ArrayList<>();
  private final List<String> since = new ArrayList<>();
  private JudgedMachine subject;
  private String last = "";
  private long more;
  private int cpu;
  private int lane;

  /** The machine whose run is followed; its judge hears everything first. */
  final void follow(JudgedMachine subject) {
    this.subject = subject;
  }

  final JudgedMachine subject() {
    return subject;
  }

  /** What led to the verdict, in one or several lines. */
  abstract String text();

  /** Whether an invalidation of these addresses is about what the verdict is about. */
  abstract boolean concerns(long start, long end);

  /** The step that runs and its CPU, in words. */
  final String who() {
    return step() + " on CPU " + cpu;
  }

  /** The step that runs, in words. */
  final String step() {
    return underWay.isEmpty() ? "boot" : underWay.get(Math.min(lane, underWay.size() - 1));
  }

  /** What follows is told as coming after a store that matters, made by {@code step}. */
  final void forgetSince(String step) {
    since.clear();
    more = 0;
    last = step;
  }

  /** Barriers and invalidations since then, in words. */
  final String since() {
    if (since.isEmpty()) {
      return "since then: no barrier, no TLB invalidation";
    }
    return "since then: " + String.join(", ", since) + (more == 0 ? "" : ", … " + more + " more");
  }

  private void after(String event, boolean matters) {
    boolean same = last.equals(step());
    if (same && !since.isEmpty() && since.get(since.size() - 1).equals(event)) {
      return;
    }
    if (since.size() >= MOST && !matters) {
      more++;
      return;
    }
    since.add(same ? event : "in " + step() + ": " + event);
    last = step();
  }

  @Override
  public void barrier(Barrier barrier) {
    after(word(barrier), false);
  }

  @Override
  public void invalidated(long start, long end, Invalidation invalidation) {
    boolean aimed = concerns(start, end);
    String what = String.format(Locale.ROOT, "tlbi %x-%x %s", start, end, word(invalidation));
    after(aimed ? what : what + " (elsewhere)", aimed);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public void runningOn(int number) {
    cpu = number;
    lane = Math.min(number, 1);
  }

  @Override
  public void interrupted() {
    lane = 1;
  }

  @Override
  public void resumed() {
    lane = 0;
  }

  @Override
  public void starting(int index, Step step) {
    String text = ProgramText.print(step, subject.machine().config());
    underWay.add("step " + index + " (" + text + ")");
    cpu = 0;
    lane = 0;
  }

  /** Of a client it is the call that matters. */
  @Override
  public void calling(int index, Step call) {
    underWay.clear();
    starting(index, call);
  }

  @Override
  public void finished(int index, Step step, Outcome outcome, Divergence divergence) {
    underWay.clear();
  }

  @Override
  public void finishedTogether(
      int index, Step first, Step second, Outcome[] outcomes, Divergence divergence) {
    underWay.clear();
  }
}
