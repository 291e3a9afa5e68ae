package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Program;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import java.util.List;
import java.util.Set;

/** How far given programs come, without a search. */
public final class Discoveries {

  private Discoveries() {}

  /** Different states, as a search counts them, that the programs reach. */
  public static long states(Variant variant, Set<CheckName> checks, List<Program> programs) {
    Trial trial = new Trial(variant, checks, (state, id) -> {});
    programs.forEach(trial::run);
    return trial.states();
  }
}
