package io.splitproof.fuzz.run;

import io.splitproof.fuzz.program.Program;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.checks.Divergence;
import java.util.EnumSet;
import java.util.Set;

/**
 * Adds to a verdict what led there: the store that matters, by whom, and what was invalidated
 * since. A run that finds nothing pays nothing for it; one that diverged is run once more, with
 * somebody listening who knows by now which page or table it is about.
 */
final class Account {

  /** Checks whose verdicts are about a page as it is left, or as it may be cached. */
  private static final Set<CheckName> ABOUT_PAGES =
      EnumSet.of(
          CheckName.PERMISSION, CheckName.MAPPING, CheckName.TLB, CheckName.LEAK, CheckName.ALIAS);

  private Account() {}

  /** {@code result} of {@code program}, its verdict explained if there is more to say. */
  static RunResult of(
      Program program, Variant variant, Set<CheckName> checks, RunResult result) {
    History history = result.isClean() || result.step() < 0 ? null : history(result.divergence());
    if (history == null) {
      return result;
    }
    Runner runner = new Runner(variant, checks, history, true);
    history.follow(runner.machine(program.machine()));
    RunResult again = runner.run(program, history);
    if (again.isClean() || !again.divergence().equals(result.divergence())) {
      throw new AssertionError("a program ended like this: " + result + ", then: " + again);
    }
    Divergence explained = result.divergence().explained(history.text());
    return new RunResult(result.applied(), result.skipped(), result.step(), explained);
  }

  private static History history(Divergence divergence) {
    if (divergence.tablePa() != 0) {
      return new TableHistory(divergence.tablePa());
    }
    boolean page = divergence.va() != 0 && !divergence.place().equals("call");
    if (!page || !ABOUT_PAGES.contains(divergence.check())) {
      return null;
    }
    String found = divergence.found();
    return new PageHistory(divergence.va(), found.contains("cached") || found.contains("TLB"));
  }
}
