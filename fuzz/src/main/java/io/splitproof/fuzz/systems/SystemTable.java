package io.splitproof.fuzz.systems;

import io.splitproof.fuzz.corpus.Claims;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Faults by systems: each program that shows a fault, replayed on each system.
 *
 * @param systems the columns, by name: those that any header speaks of
 * @param rows the faults, in order
 */
public record SystemTable(List<String> systems, List<Row> rows) {

  /** What came of a program on a system. */
  public enum State {
    /** It shows a fault. */
    FOUND,
    /** It shows nothing. */
    CLEAN,
    /** The system does not run on its machine. */
    NO_MACHINE
  }

  /**
   * One program on one variant.
   *
   * @param variant the name of the variant
   * @param state what came of it
   * @param signature what was found, or null
   * @param asClaimed whether that is what the header says, if it says anything of the variant
   */
  public record Cell(String variant, State state, String signature, boolean asClaimed) {}

  /**
   * One fault.
   *
   * @param bug the fault
   * @param cells what came of its program, system by system
   * @param seeded the same of variants that were given this fault on purpose
   */
  public record Row(ThreadBug bug, List<Cell> cells, List<Cell> seeded) {

    /** Whether all is as the header says. */
    public boolean isAsClaimed() {
      return cells.stream().allMatch(Cell::asClaimed) && seeded.stream().allMatch(Cell::asClaimed);
    }
  }

  /**
   * Replays every program of {@code bugs} on every system, and on the known bugs that its header
   * names.
   *
   * @param progress told how many programs of how many are done
   */
  public static SystemTable of(List<ThreadBug> bugs, BiConsumer<Integer, Integer> progress) {
    List<Variant> systems =
        Variants.all().stream()
            .filter(system -> bugs.stream().anyMatch(bug -> bug.concerns(system.name())))
            .toList();
    Map<String, Runner> runners = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (ThreadBug bug : bugs) {
      List<Cell> cells =
          systems.stream().map(system -> cell(bug, system, runners)).toList();
      List<Cell> seeded =
          bug.claims().had().stream()
              .map(Claims.Had::variant)
              .filter(name -> !Variants.names().contains(name))
              .map(name -> cell(bug, Variants.named(name), runners))
              .toList();
      rows.add(new Row(bug, cells, seeded));
      progress.accept(rows.size(), bugs.size());
    }
    return new SystemTable(systems.stream().map(Variant::name).toList(), List.copyOf(rows));
  }

  /** Programs that want other checks than all have a runner of their own. */
  private static Cell cell(ThreadBug bug, Variant variant, Map<String, Runner> runners) {
    String claimed = bug.claimed(variant.name());
    boolean fixed = bug.claims().fixed().contains(variant.name());
    if (!variant.runsOn(bug.program().machine())) {
      boolean silent = claimed == null && !fixed;
      return new Cell(variant.name(), State.NO_MACHINE, null, silent);
    }
    String checks = String.join(",", bug.claims().checks());
    RunResult result =
        runners
            .computeIfAbsent(
                variant.name() + " " + checks,
                key ->
                    Runner.thorough(
                        variant, checks.isEmpty() ? Checks.ALL : Checks.parse(checks)))
            .run(bug.program());
    String found = result.isClean() ? null : result.divergence().signature();
    boolean asClaimed = claimed != null ? claimed.equals(found) : !fixed || found == null;
    return new Cell(
        variant.name(), found == null ? State.CLEAN : State.FOUND, found, asClaimed);
  }

  /** Whether every cell is as the headers say. */
  public boolean isAsClaimed() {
    return rows.stream().allMatch(Row::isAsClaimed);
  }
}
