package io.splitproof.fuzz.corpus;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.KnownBug;
import io.splitproof.impl.KnownBugs;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Which known bugs programs find that show nothing on the first system with their machine. */
public final class BugHunt {

  private final List<Program> programs = new ArrayList<>();

  /** Programs to hunt with; those that show something on a system without bugs prove nothing. */
  public BugHunt(List<Program> all) {
    Map<Variant, Runner> systems = new HashMap<>();
    for (Program program : all) {
      Variants.thatRunOn(program.machine()).stream()
          .findFirst()
          .map(system -> systems.computeIfAbsent(system, Runner::thorough))
          .filter(runner -> runner.run(program).isClean())
          .ifPresent(runner -> programs.add(program));
    }
    programs.sort(Comparator.comparingInt(program -> program.steps().size()));
  }

  /**
   * Runs programs on every known bug until one finds it. One that found a bug is tried first on the
   * next.
   *
   * @param progress told how many bugs of how many are done
   * @return for each bug, by name, whether it was found
   */
  public Map<String, Boolean> run(BiConsumer<Integer, Integer> progress) {
    Map<String, Boolean> found = new LinkedHashMap<>();
    for (KnownBug bug : KnownBugs.all()) {
      found.put(bug.name(), finds(bug));
      progress.accept(found.size(), KnownBugs.all().size());
    }
    return found;
  }

  private boolean finds(KnownBug bug) {
    Runner runner = Runner.thorough(bug);
    for (int i = 0; i < programs.size(); i++) {
      boolean runs = bug.runsOn(programs.get(i).machine());
      if (runs && !runner.run(programs.get(i)).isClean()) {
        programs.add(0, programs.remove(i));
        return true;
      }
    }
    return false;
  }
}
