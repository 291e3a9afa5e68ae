package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.gate.Case.Faulty;
import io.splitproof.fuzz.gate.Case.Passed;
import io.splitproof.fuzz.gate.Case.Result;
import io.splitproof.fuzz.gate.Case.Skipped;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs on the judged what went wrong before, here or elsewhere: none of it may again. */
final class ShelfStage implements Stage {

  private final GateSettings settings;
  private volatile boolean stopped;

  ShelfStage(GateSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "shelf";
  }

  @Override
  public String purpose() {
    return "regressions, seeds and the programs of known bugs, on " + settings.variant().name();
  }

  @Override
  public List<Case> run(Deadline deadline) throws IOException {
    List<ShelfProgram> programs = new ArrayList<>();
    for (String folder : GateSettings.SHELF) {
      programs.addAll(ShelfProgram.all(settings.shelf().resolve(folder)));
    }
    Runner runner = Runner.thorough(settings.variant(), settings.checks());
    Timed timed = new Timed(deadline, () -> stopped);
    for (ShelfProgram program : programs) {
      timed.look(program.name(), () -> result(runner, program));
    }
    return timed.cases();
  }

  @Override
  public void stop() {
    stopped = true;
  }

  private Result result(Runner runner, ShelfProgram program) {
    if (!settings.variant().runsOn(program.program().machine())) {
      return new Skipped(settings.variant().name() + " does not run on its machine");
    }
    RunResult result = runner.run(program.program());
    return result.isClean()
        ? new Passed(result.applied() + " operations")
        : new Faulty(program.fault(settings.variant(), settings.checks(), result));
  }
}
