package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.KnownBug;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.checks.Divergence;
import java.util.Set;

/**
 * Tells what a variant alone does wrong from what the one it is made of does just as wrong: by
 * running the program there, too. Without it, hunting a bug with clients that may do anything would
 * end at whatever such clients break anyway.
 */
final class Control {

  private final Variant without;
  private final boolean needed;
  private final Runner runner;

  Control(Variant variant, Set<CheckName> checks) {
    without = variant instanceof KnownBug bug ? bug.system() : Variants.byDefault();
    needed = !variant.name().equals(without.name());
    runner = Runner.thorough(without, checks);
  }

  /** Whether {@code program} shows the same without the variant's own faults. */
  boolean shows(Program program, Divergence divergence) {
    if (!needed || !without.runsOn(program.machine())) {
      return false;
    }
    Divergence there = runner.run(program).divergence();
    return there != null && there.signature().equals(divergence.signature());
  }
}
