package io.splitproof.fuzz.generate;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Interleaving;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes interleavings, and others close to them. Turns are a few stores most of the time; else as
 * many as a contiguous group has entries, or one less or more.
 */
final class TurnGenerator {

  private final Dice dice;
  private final int[] groups;

  TurnGenerator(Dice dice, Geometry geometry) {
    this.dice = dice;
    this.groups = new int[] {geometry.contPtes(), geometry.contPmds(), 2 * geometry.contPtes()};
  }

  /** An interrupt after some stores. */
  Interleaving interrupt() {
    return new Interleaving(true, List.of(stores()));
  }

  /** Two CPUs, in a turn or a few. */
  Interleaving cpus() {
    int[] often = {40, 25, 15, 10, 5, 5};
    List<Integer> turns = new ArrayList<>();
    for (int left = dice.weighted(often); left >= 0; left--) {
      turns.add(stores());
    }
    return new Interleaving(false, turns);
  }

  private int stores() {
    int[] often = {55, 25, 15, 5};
    return switch (dice.weighted(often)) {
      case 0 -> dice.below(4);
      case 1 -> dice.below(18);
      case 2 -> limited(group() + dice.nudge());
      default -> dice.below(Interleaving.MAX_STORES + 1);
    };
  }

  private int group() {
    return groups[dice.below(groups.length)];
  }

  private static int limited(int stores) {
    return Math.max(0, Math.min(stores, Interleaving.MAX_STORES));
  }

  /** {@code beside} with a turn more, less, longer or shorter, or the other kind; maybe none. */
  Interleaving near(Interleaving beside) {
    List<Integer> turns = new ArrayList<>(beside.turns());
    int at = dice.below(turns.size());
    int[] often = {60, 12, 12, 8, 8};
    switch (dice.weighted(often)) {
      case 0 -> turns.set(at, near(turns.get(at)));
      case 1 -> turns.remove(at);
      case 2 -> turns.add(at, stores());
      case 3 -> {
        return null;
      }
      default -> {
        boolean interrupt = !beside.interrupt();
        return new Interleaving(interrupt, interrupt ? turns.subList(0, 1) : turns);
      }
    }
    int most = beside.interrupt() ? 1 : Interleaving.MAX_TURNS;
    return turns.isEmpty()
        ? beside
        : new Interleaving(beside.interrupt(), turns.subList(0, Math.min(turns.size(), most)));
  }

  /** Moves a number of stores: toward 0 or 1, by one, by a group, or to one. */
  private int near(int stores) {
    int to =
        switch (dice.below(7)) {
          case 0 -> stores / 2;
          case 1 -> dice.below(2);
          case 2 -> stores + 1;
          case 3 -> stores - 1;
          case 4 -> group();
          case 5 -> stores + group();
          default -> stores - group();
        };
    return limited(to);
  }
}
