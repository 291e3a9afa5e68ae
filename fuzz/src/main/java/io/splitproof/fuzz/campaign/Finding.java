package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.minimize.Limits;
import io.splitproof.fuzz.minimize.Minimizer;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.fuzz.run.Trace;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.contract.MachineEvents;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * A divergence and programs that show it.
 *
 * @param variant what diverged
 * @param checks which checks judged it
 * @param divergence how
 * @param found the program as the search came upon it
 * @param program a short one with the same signature
 */
record Finding(
    Variant variant,
    Set<CheckName> checks,
    Divergence divergence,
    Program found,
    Program program) {

  private static final long MINIMIZING_NANOS = 2_000_000_000L;

  /** The finding that {@code found} showed, with its program minimised for at most two seconds. */
  static Finding of(
      Variant variant,
      Set<CheckName> checks,
      Program found,
      RunResult result,
      LongSupplier nanoTime) {
    String signature = result.divergence().signature();
    Limits limits = Limits.within(MINIMIZING_NANOS, nanoTime);
    Minimizer minimizer = Minimizer.of(variant, checks, signature, limits, simpler -> {});
    Program program = minimizer.minimize(found).program();
    boolean audited = result.step() == found.steps().size();
    RunResult last = new Runner(variant, checks, MachineEvents.NONE, audited).run(program);
    boolean same = shows(signature, last);
    return new Finding(
        variant,
        checks,
        same ? last.divergence() : result.divergence(),
        found,
        same ? program : found);
  }

  private static boolean shows(String signature, RunResult result) {
    return !result.isClean() && result.divergence().signature().equals(signature);
  }

  String signature() {
    return divergence.signature();
  }

  /** The run of the short program, step by step. */
  Trace trace() {
    return Trace.of(program, variant, checks);
  }
}
