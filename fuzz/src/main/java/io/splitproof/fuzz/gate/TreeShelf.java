package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.gate.Case.Broken;
import io.splitproof.fuzz.gate.Case.Faulty;
import io.splitproof.fuzz.gate.Case.Passed;
import io.splitproof.fuzz.gate.Case.Result;
import io.splitproof.fuzz.gate.Case.Skipped;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.kernel.ExecutorFailure;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.impl.kernel.KernelVariant.Executor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The shelf, replayed on one executor after the other as they come to be, in any thread. */
final class TreeShelf {

  private static final Skipped NOT_REACHED =
      new Skipped("something was found before, or no time was left");

  private final GateSettings settings;
  private final KernelVariant kernel;
  private final TreeBase base;
  private final Map<ShelfProgram, Case> cases = new LinkedHashMap<>();

  TreeShelf(GateSettings settings, TreeBase base) throws IOException {
    this.settings = settings;
    this.kernel = (KernelVariant) settings.variant();
    this.base = base;
    for (String folder : GateSettings.SHELF) {
      for (ShelfProgram program : ShelfProgram.all(settings.shelf().resolve(folder))) {
        if (kernel.mayRunOn(program.program().machine())) {
          cases.put(program, new Case(program.name(), NOT_REACHED, 0));
        }
      }
    }
  }

  /** Replays what is for {@code executor}, which is built, until told that all is over. */
  void replay(Executor executor, BooleanSupplier over, Deadline deadline) {
    Runner runner = Runner.thorough(kernel, settings.checks());
    for (ShelfProgram program : programs()) {
      boolean own =
          Executor.of(program.program().machine(), executor.flavour()).equals(executor);
      if (own && !isDecided() && !over.getAsBoolean()) {
        double start = deadline.seconds();
        Result result = result(runner, program);
        put(program, new Case(program.name(), result, deadline.seconds() - start));
      }
    }
  }

  private synchronized List<ShelfProgram> programs() {
    return new ArrayList<>(cases.keySet());
  }

  private synchronized void put(ShelfProgram program, Case seen) {
    cases.put(program, seen);
  }

  private Result result(Runner runner, ShelfProgram program) {
    try {
      RunResult result = runner.run(program.program());
      if (result.isClean()) {
        return new Passed(result.applied() + " operations");
      }
      Fault fault = program.fault(kernel, settings.checks(), result);
      return base.unlessThere(program.program(), fault.signature(), new Faulty(fault));
    } catch (ExecutorFailure failure) {
      return base.unjudged(program.program(), failure.getMessage());
    } catch (RuntimeException | AssertionError e) {
      return new Broken(e.toString());
    }
  }

  /** What came of each, in the order of the shelf. */
  synchronized List<Case> cases() {
    return List.copyOf(cases.values());
  }

  /** Whether what came of one program is the verdict, whatever comes of others. */
  boolean isDecided() {
    return cases().stream()
        .anyMatch(one -> one.result() instanceof Faulty || one.result() instanceof Broken);
  }
}
