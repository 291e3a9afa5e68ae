package io.splitproof.fuzz.bugs;

import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.oracle.checks.CheckName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a bug's own program shows, with all checks on and with one of them alone. */
final class Replays {

  private Replays() {}

  /** The signature with every check on; null if nothing is found or there is no program. */
  static String signature(Bug bug) {
    RunResult result = run(bug, Checks.ALL);
    return result == null || result.isClean() ? null : result.divergence().signature();
  }

  /** Names of the checks that find the bug with all others switched off. */
  static List<String> foundAlone(Bug bug) {
    List<String> names = new ArrayList<>();
    for (CheckName check : CheckName.values()) {
      RunResult result = run(bug, Set.of(check));
      if (result != null && !result.isClean()) {
        names.add(check.text());
      }
    }
    return List.copyOf(names);
  }

  private static RunResult run(Bug bug, Set<CheckName> checks) {
    return bug.program() == null
        ? null
        : Runner.thorough(bug.variant(), checks).run(bug.program());
  }
}
