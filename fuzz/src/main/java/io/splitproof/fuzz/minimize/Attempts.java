package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The simplest program so far, and what was tried to find a simpler one. No program runs twice, and
 * none that is not simpler: so it ends, and what it ends with stays as it is when it begins again.
 */
final class Attempts {

  private static final int COSTLY_ENTRIES = 10_000;

  private final Subject subject;
  private final Limits limits;
  private final long began;
  private final Consumer<Program> progress;
  private final Set<Program> tried = new HashSet<>();
  private Program best;
  private Program placed;
  private long entries;
  private int executions;
  private boolean cutShort;

  /**
   * Starts from a program that shows the finding.
   *
   * @param showing its run
   * @param progress is told of every simpler program
   */
  Attempts(
      Program program,
      Showing showing,
      Subject subject,
      Limits limits,
      Consumer<Program> progress) {
    this.subject = subject;
    this.limits = limits;
    this.began = limits.nanoTime().getAsLong();
    this.progress = progress;
    this.best = program.withSteps(program.steps().subList(0, showing.needed()));
    this.entries = showing.entries();
    tried.add(program);
    tried.add(best);
  }

  /** The simplest program that shows the finding. */
  Program best() {
    return best;
  }

  /** Programs that ran. */
  int executions() {
    return executions;
  }

  /** Whether {@link #best} takes so long that thousands like it take more than seconds. */
  boolean isCostly() {
    boolean together = best.steps().stream().anyMatch(step -> step.beside() != null);
    return together || entries > COSTLY_ENTRIES;
  }

  /** Whether a limit kept a program from being tried. */
  boolean isCutShort() {
    return cutShort;
  }

  /** {@link #best} with its plans where allocations fail. */
  Program withPlansInPlace() {
    placed = placed == null ? subject.withPlansInPlace(best) : placed;
    return placed;
  }

  /** For each step of {@link #best} the calls it makes if it is a client; empty if none is. */
  List<List<Step>> calls() {
    boolean any =
        best.steps().stream().anyMatch(step -> step.operation() instanceof Operation.Composite);
    return any ? subject.calls(best) : List.of();
  }

  /** Takes {@code candidate} if it is simpler and shows the finding; says whether. */
  boolean take(Program candidate) {
    if (cutShort || !Simplicity.isSimpler(candidate, best) || !tried.add(candidate)) {
      return false;
    }
    if (executions >= limits.executions()
        || limits.nanoTime().getAsLong() - began > limits.nanos()) {
      cutShort = true;
      return false;
    }
    executions++;
    Showing showing = subject.show(candidate);
    if (!showing.same()) {
      return false;
    }
    best = candidate.withSteps(candidate.steps().subList(0, showing.needed()));
    placed = null;
    entries = showing.entries();
    tried.add(best);
    progress.accept(best);
    leaveOut(showing.skipped());
    return true;
  }

  /** Steps that do not run are not needed, but for the plans they arm. */
  private void leaveOut(Collection<Integer> skipped) {
    if (skipped.isEmpty()) {
      return;
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < best.steps().size(); i++) {
      if (!skipped.contains(i)) {
        steps.add(best.steps().get(i));
      }
    }
    take(best.withSteps(steps));
  }

  /** Takes the first of {@code candidates} that will do; says whether there was one. */
  boolean takeFirst(Iterable<Program> candidates) {
    for (Program candidate : candidates) {
      if (take(candidate)) {
        return true;
      }
    }
    return false;
  }
}
