package io.splitproof.fuzz.replay;

import io.splitproof.fuzz.program.Program;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where two variants part on the same program: after boot, or the first step after which they
 * differ in how it ended, in what a page permits, or in what the judge says. Pages that differ from
 * boot on are not held against every step.
 *
 * @param step index of that step; -1 for boot, the number of steps for the walk of everything at
 *     the end
 * @param text the step as programs spell it
 * @param what what differs: {@code outcome}, {@code pages} or {@code verdict}
 * @param where which pages; empty if it is not about pages
 * @param one what it was on the first variant
 * @param other what it was on the second
 */
public record Parting(int step, String text, String what, String where, String one, String other) {

  /**
   * Runs {@code program} on both.
   *
   * @param leaves whether leaves of different sizes or with different bits are a difference, too
   * @return where they part: nowhere, at boot, in a step, or in both
   */
  public static List<Parting> of(
      Program program, Variant one, Variant other, Set<CheckName> checks, boolean leaves) {
    List<Moment> first = Recording.of(program, one, checks, leaves);
    List<Moment> second = Recording.of(program, other, checks, leaves);
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
      if (parting != null && (i > 0 || !parting.what().equals("pages"))) {
        break;
      }
      known = differences;
    }
    return partings;
  }

  private static Parting at(
      int step, Moment one, Moment other, List<Difference> known, List<Difference> differences) {
    if (!one.outcome().equals(other.outcome())) {
      return new Parting(step, one.step(), "outcome", "", one.outcome(), other.outcome());
    }
    for (Difference it : differences) {
      if (!known.contains(it)) {
        return new Parting(step, one.step(), "pages", it.where(), it.one(), it.other());
      }
    }
    return one.verdict().equals(other.verdict())
        ? null
        : new Parting(step, one.step(), "verdict", "", verdict(one), verdict(other));
  }

  private static String verdict(Moment moment) {
    return moment.verdict().isEmpty() ? "agrees" : moment.verdict();
  }
}
