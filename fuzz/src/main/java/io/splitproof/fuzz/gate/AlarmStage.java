package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.gate.Case.Faulty;
import io.splitproof.fuzz.gate.Case.Passed;
import io.splitproof.fuzz.gate.Case.Result;
import io.splitproof.fuzz.gate.Case.Skipped;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.KnownBug;
import io.splitproof.impl.KnownBugs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs every known bug's program on the bug itself, with the one check on that must find it: a
 * green gate says little if the alarm does not ring.
 */
final class AlarmStage implements Stage {

  private final GateSettings settings;
  private volatile boolean stopped;

  AlarmStage(GateSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "alarm";
  }

  @Override
  public String purpose() {
    return "every known bug is still found by the check that must find it";
  }

  @Override
  public List<Case> run(Deadline deadline) throws IOException {
    Timed timed = new Timed(deadline, () -> stopped);
    for (KnownBug bug : KnownBugs.all()) {
      Path file = settings.shelf().resolve("bugs").resolve(bug.name() + ".txt");
      ShelfProgram program = Files.exists(file) ? ShelfProgram.read(file) : null;
      timed.look(bug.name(), () -> result(bug, program, file));
    }
    return timed.cases();
  }

  @Override
  public void stop() {
    stopped = true;
  }

  private static Result result(KnownBug bug, ShelfProgram program, Path file) {
    if (program == null) {
      return new Skipped("no program " + file);
    }
    RunResult result =
        Runner.thorough(bug, Checks.parse(bug.caughtBy())).run(program.program());
    if (!result.isClean()) {
      return new Passed("found by " + bug.caughtBy());
    }
    String text = "the check '" + bug.caughtBy() + "' does not find " + bug.name() + " any more";
    String command =
        "./splitproof replay --variant " + bug.name() + " --checks " + bug.caughtBy() + " " + file;
    return new Faulty(
        new Fault(Fault.MISSED, Fault.MISSED + ":" + bug.name(), text, command, file, 1));
  }
}
