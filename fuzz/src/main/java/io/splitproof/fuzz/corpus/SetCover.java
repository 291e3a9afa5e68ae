package io.splitproof.fuzz.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Few of many sets that hold together what all hold. The only set with some element has to be
 * among them; the others are taken by how much they add, of equals the one with the smallest cost,
 * and left out again if those taken later made up for them. Where no more than {@value
 * SmallCover#MOST} sets are in question, the fewest are found for certain.
 */
public final class SetCover {

  private final List<int[]> sets;
  private final int[] costs;
  private final int[] holders;
  private final BitSet chosen = new BitSet();
  private final BitSet covered = new BitSet();

  private SetCover(List<int[]> sets, int[] costs, int elements) {
    this.sets = sets;
    this.costs = costs;
    this.holders = new int[elements];
    sets.forEach(set -> Arrays.stream(set).forEach(element -> holders[element]++));
  }

  /**
   * Chooses.
   *
   * @param sets of any numbers, each at most once in a set
   * @param costs of each set
   * @param given numbers that need not be covered
   * @return which sets to keep
   */
  public static BitSet of(List<int[]> sets, int[] costs, int[] given) {
    Map<Integer, Integer> numbers = new HashMap<>();
    List<int[]> dense = new ArrayList<>();
    for (int[] set : sets) {
      dense.add(
          Arrays.stream(set).map(n -> numbers.computeIfAbsent(n, key -> numbers.size())).toArray());
    }
    SetCover cover = new SetCover(dense, costs, numbers.size());
    Arrays.stream(given).mapToObj(numbers::get).filter(n -> n != null).forEach(cover.covered::set);
    cover.choose();
    return cover.chosen;
  }

  private void choose() {
    takeTheOnlyHolders();
    BitSet needed = (BitSet) chosen.clone();
    List<Integer> open = new ArrayList<>();
    for (int set = 0; set < sets.size(); set++) {
      if (gain(set) > 0) {
        open.add(set);
      }
    }
    BitSet before = (BitSet) covered.clone();
    takeTheLargest(open);
    leaveOutWhatOthersMakeUpFor(needed, before);
    if (open.size() <= SmallCover.MOST) {
      List<int[]> left = open.stream().map(set -> missing(set, before)).toList();
      BitSet fewest =
          SmallCover.fewest(left, open.stream().mapToInt(set -> costs[set]).toArray());
      if (fewest != null && fewest.cardinality() < chosen.cardinality() - needed.cardinality()) {
        chosen.clear();
        chosen.or(needed);
        fewest.stream().forEach(index -> chosen.set(open.get(index)));
      }
    }
  }

  private int[] missing(int set, BitSet covered) {
    return Arrays.stream(sets.get(set)).filter(element -> !covered.get(element)).toArray();
  }

  private void takeTheOnlyHolders() {
    for (int set = 0; set < sets.size(); set++) {
      if (Arrays.stream(sets.get(set)).anyMatch(n -> holders[n] == 1 && !covered.get(n))) {
        chosen.set(set);
      }
    }
    chosen.stream().forEach(this::cover);
  }

  private void cover(int set) {
    Arrays.stream(sets.get(set)).forEach(covered::set);
  }

  private int gain(int set) {
    int gain = 0;
    for (int element : sets.get(set)) {
      gain += covered.get(element) ? 0 : 1;
    }
    return gain;
  }

  private record Offer(int set, int gain, int cost) {}

  /** Gains only shrink: the best of the last known ones, if it is still as good, is the best. */
  private void takeTheLargest(List<Integer> open) {
    PriorityQueue<Offer> offers =
        new PriorityQueue<>(
            Comparator.comparingInt(Offer::gain)
                .reversed()
                .thenComparingInt(Offer::cost)
                .thenComparingInt(Offer::set));
    open.forEach(set -> offers.add(new Offer(set, gain(set), costs[set])));
    while (!offers.isEmpty()) {
      Offer best = offers.remove();
      int gain = gain(best.set());
      if (gain == best.gain()) {
        chosen.set(best.set());
        cover(best.set());
      } else if (gain > 0) {
        offers.add(new Offer(best.set(), gain, best.cost()));
      }
    }
  }

  private void leaveOutWhatOthersMakeUpFor(BitSet needed, BitSet before) {
    int[] times = new int[holders.length];
    chosen.stream().forEach(set -> Arrays.stream(sets.get(set)).forEach(n -> times[n]++));
    chosen.stream()
        .filter(set -> !needed.get(set))
        .boxed()
        .sorted(Comparator.<Integer>comparingInt(set -> costs[set]).reversed())
        .forEach(
            set -> {
              if (Arrays.stream(missing(set, before)).allMatch(n -> times[n] > 1)) {
                chosen.clear(set);
                Arrays.stream(sets.get(set)).forEach(n -> times[n]--);
              }
            });
  }
}
