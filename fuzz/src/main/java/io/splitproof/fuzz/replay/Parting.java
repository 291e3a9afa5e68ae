package io.splitproof.fuzz.replay;

import io.splitproof.fuzz.program.Program;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where two variants part on the same program: after boot, or the first step after which they
 * differ in how it ended, in what a page permits, or in what the judge says. Pages that differ from
 * boot on are not held against every step.
 *
 * @param step index of that step; -1 for boot, the number of steps for the walk of everything at
 *     the end
 * @param text the step as programs spell it
 * @param what what differs: {@code outcome}, {@code pages} or {@code verdict}
 * @param differences what it was on each, at least one; of pages all ranges that are new
 * @param found what the judge says of the first there; empty if nothing
 * @param otherFound what it says of the second
 */
public record Parting(
    int step,
    String text,
    String what,
    List<Difference> differences,
    String found,
    String otherFound) {

  private static final String PAGES = "pages";

  /** Which pages differ first; empty if it is not about pages. */
  public String where() {
    return differences.get(0).where();
  }

  /** What that was on the first variant. */
  public String one() {
    return differences.get(0).one();
  }

  /** What it was on the second. */
  public String other() {
    return differences.get(0).other();
  }

  /**
   * Runs {@code program} on both.
   *
   * @param leaves whether leaves of different sizes or with different bits are a difference, too
   * @return where they part: nowhere, at boot, in a step, or in both
   */
  public static List<Parting> of(
      Program program, Variant one, Variant other, Set<CheckName> checks, boolean leaves) {
    return of(
        program,
        new Recorder(one, checks, leaves),
        new Recorder(other, checks, leaves),
        parting -> parting.step() < 0);
  }

  /**
   * Runs {@code program} on both.
   *
   * @param passable partings in pages alone that are not the end: those pages are then not held
   *     against later steps
   * @return where they part, up to the first that is not passable
   */
  public static List<Parting> of(
      Program program, Recorder one, Recorder other, Predicate<Parting> passable) {
    List<Moment> first = one.record(program);
    List<Moment> second = other.record(program);
    List<Parting> partings = new ArrayList<>();
    List<Difference> known = List.of();
    for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
      Moment mine = first.get(i);
      Moment its = second.get(i);
      List<Difference> differences = Difference.between(mine.pages(), its.pages());
      Parting parting = at(i - 1, mine, its, known, differences);
      if (parting != null) {
        partings.add(parting);
      }
      if (parting != null && !(parting.what().equals(PAGES) && passable.test(parting))) {
        break;
      }
      known = differences;
    }
    return partings;
  }

  private static Parting at(
      int step, Moment one, Moment other, List<Difference> known, List<Difference> differences) {
    List<Difference> all = new ArrayList<>(differences);
    all.removeAll(known);
    String what = PAGES;
    if (!one.outcome().equals(other.outcome())) {
      what = "outcome";
      all = List.of(Difference.of(one.outcome(), other.outcome()));
    } else if (all.isEmpty() && !one.verdict().equals(other.verdict())) {
      what = "verdict";
      all = List.of(Difference.of(verdict(one), verdict(other)));
    }
    return all.isEmpty()
        ? null
        : new Parting(step, one.step(), what, all, one.verdict(), other.verdict());
  }

  private static String verdict(Moment moment) {
    return moment.verdict().isEmpty() ? "agrees" : moment.verdict();
  }
}
