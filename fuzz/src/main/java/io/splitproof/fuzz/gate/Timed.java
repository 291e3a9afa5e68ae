package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.gate.Case.Broken;
import io.splitproof.fuzz.gate.Case.Result;
import io.splitproof.fuzz.gate.Case.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Cases looked at one after the other until time is up. */
final class Timed {

  private final Deadline deadline;
  private final BooleanSupplier stopped;
  private final List<Case> cases = new ArrayList<>();

  /**
   * Begins.
   *
   * @param stopped whether what is still to come is to be skipped
   */
  Timed(Deadline deadline, BooleanSupplier stopped) {
    this.deadline = deadline;
    this.stopped = stopped;
  }

  /** Looks at one more, unless time is up; what fails while looking is the harness's fault. */
  void look(String name, Supplier<Result> result) {
    if (stopped.getAsBoolean() || deadline.isOver()) {
      cases.add(new Case(name, Skipped.LATE, 0));
      return;
    }
    double start = deadline.seconds();
    Result found;
    try {
      found = result.get();
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      found = new Broken(e.toString());
    }
    cases.add(new Case(name, found, deadline.seconds() - start));
  }

  /** What there is so far. */
  List<Case> cases() {
    return List.copyOf(cases);
  }
}
