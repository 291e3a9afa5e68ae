package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.gate.Case.Result;
import io.splitproof.fuzz.gate.Case.Skipped;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.kernel.ExecutorFailure;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.impl.kernel.KernelVariant.Executor;
import io.splitproof.oracle.checks.CheckName;
import java.util.Set;

/** What something is compared with: what shows there, too, is not held against it. */
final class TreeBase {

  /** Nothing: all that shows counts. */
  static final TreeBase NONE = new TreeBase(null, Set.of());

  private final KernelVariant kernel;
  private final Set<CheckName> checks;

  /**
   * Creates it.
   *
   * @param kernel what to compare with; null for nothing
   */
  TreeBase(KernelVariant kernel, Set<CheckName> checks) {
    this.kernel = kernel;
    this.checks = checks;
  }

  boolean isThere() {
    return kernel != null;
  }

  /** Whether that executor of it can be built. */
  boolean builds(Executor executor) {
    try {
      kernel.executor(executor);
      return true;
    } catch (ExecutorFailure failure) {
      return false;
    }
  }

  /** {@code result} of a program that showed {@code signature}, or that it counts for nothing. */
  Result unlessThere(Program program, String signature, Result result) {
    if (!isThere() || !kernel.runsOn(program.machine())) {
      return result;
    }
    try {
      RunResult there = Runner.thorough(kernel, checks).run(program);
      boolean same = !there.isClean() && there.divergence().signature().equals(signature);
      return same ? new Skipped("what it is compared with shows it, too: " + signature) : result;
    } catch (ExecutorFailure failure) {
      return result;
    }
  }

  /** Nobody can say what comes of a program: the fault of what is judged if the base can. */
  Result unjudged(Program program, String why) {
    if (!isThere() || !kernel.runsOn(program.machine())) {
      return new Skipped(why);
    }
    try {
      Runner.thorough(kernel, checks).run(program);
      return new Case.Broken(why);
    } catch (ExecutorFailure failure) {
      return new Skipped(why);
    }
  }
}
