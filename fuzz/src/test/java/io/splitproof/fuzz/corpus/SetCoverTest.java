package io.splitproof.fuzz.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SetCoverTest {

  private static final int[] NONE = {};

  private static BitSet cover(int[]... sets) {
    return SetCover.of(List.of(sets), new int[sets.length], NONE);
  }

  private static BitSet bits(int... numbers) {
    BitSet bits = new BitSet();
    for (int number : numbers) {
      bits.set(number);
    }
    return bits;
  }

  @Test
  void theOnlySetWithSomethingIsTakenAndWhatItHoldsNeedsNoOther() {
    assertEquals(bits(1), cover(new int[] {5}, new int[] {5, 6}, new int[] {5}));
  }

  @Test
  void ofEqualsTheCheapestIsTaken() {
    List<int[]> sets = List.of(new int[] {1, 2}, new int[] {1, 2}, new int[] {1, 2});
    assertEquals(bits(1), SetCover.of(sets, new int[] {9, 3, 4}, NONE));
  }

  @Test
  void whatIsGivenNeedNotBeCovered() {
    List<int[]> sets = List.of(new int[] {1, 2}, new int[] {2, 3});
    assertEquals(bits(1), SetCover.of(sets, new int[2], new int[] {1, 99}));
    assertEquals(bits(), SetCover.of(sets, new int[2], new int[] {1, 2, 3}));
  }

  @Test
  void theFewestAreFoundWhereTheLargestFirstWouldTakeMore() {
    int[] tempting = {1, 2, 3, 5, 6, 7};
    int[] left = {1, 2, 3, 4, 9};
    int[] right = {5, 6, 7, 8, 10};
    int[] leftEnd = {4, 8};
    int[] rightEnd = {9, 10};
    assertEquals(bits(1, 2), cover(tempting, left, right, leftEnd, rightEnd));
  }

  @Test
  void nothingIsTakenOfNothing() {
    assertEquals(bits(), cover());
    assertEquals(bits(), cover(NONE, NONE));
  }

  @Property(tries = 300)
  void fewSetsAreAsFewAsCanBe(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int count) {
    List<int[]> sets = sets(seed, count, 12);
    BitSet chosen = SetCover.of(sets, new int[count], NONE);
    assertEquals(union(sets, -1), union(sets, mask(chosen)));
    int fewest = count;
    for (int mask = 0; mask < 1 << count; mask++) {
      if (union(sets, mask).equals(union(sets, -1))) {
        fewest = Math.min(fewest, Integer.bitCount(mask));
      }
    }
    assertEquals(fewest, chosen.cardinality());
  }

  @Property(tries = 50)
  void manySetsAreCoveredWithNoneToSpare(@ForAll long seed) {
    List<int[]> sets = sets(seed, 200, 400);
    BitSet chosen = SetCover.of(sets, new int[sets.size()], NONE);
    List<int[]> taken = new ArrayList<>();
    chosen.stream().forEach(i -> taken.add(sets.get(i)));
    assertEquals(union(sets, -1), union(taken, -1));
    for (int i = 0; i < taken.size(); i++) {
      List<int[]> fewer = new ArrayList<>(taken);
      fewer.remove(i);
      assertTrue(!union(fewer, -1).equals(union(sets, -1)), "one of them is not needed");
    }
  }

  private static List<int[]> sets(long seed, int count, int elements) {
    SplittableRandom random = new SplittableRandom(seed);
    List<int[]> sets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sets.add(random.ints(random.nextInt(elements / 2), 0, elements).distinct().toArray());
    }
    Collections.reverse(sets);
    return sets;
  }

  private static int mask(BitSet chosen) {
    return chosen.stream().map(i -> 1 << i).sum();
  }

  private static BitSet union(List<int[]> sets, int mask) {
    BitSet union = new BitSet();
    for (int i = 0; i < sets.size(); i++) {
      if (i > 31 || (mask & 1 << i) != 0) {
        for (int element : sets.get(i)) {
          union.set(element);
        }
      }
    }
    return union;
  }
}
