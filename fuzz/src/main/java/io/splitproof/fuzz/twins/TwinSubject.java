package io.splitproof.fuzz.twins;

import io.splitproof.fuzz.minimize.Showing;
import io.splitproof.fuzz.minimize.Subject;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import java.util.List;
import java.util.Set;

/** Tells whether two systems still differ in the same way. */
record TwinSubject(Twins twins, String signature) implements Subject {

  @Override
  public Showing show(Program program) {
    int all = program.steps().size();
    if (!twins.bothRunOn(program.machine())) {
      return new Showing(false, all, Set.of(), 0);
    }
    Twins.Result result = twins.compare(program, true);
    Unlikeness found = result.unlikeness();
    boolean same = found != null && found.signature().equals(signature);
    int needed = same ? Math.min(found.step() + 1, all) : all;
    return new Showing(same, needed, result.skipped(), result.words());
  }

  @Override
  public List<List<Step>> calls(Program program) {
    return twins.compare(program, false).calls();
  }
}
