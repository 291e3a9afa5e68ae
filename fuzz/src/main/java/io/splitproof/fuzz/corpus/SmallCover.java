package io.splitproof.fuzz.corpus;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fewest of at most {@value #MOST} sets that hold what all hold, found for certain: each
 * element is the sets that hold it, one bit each, and one of them has to be taken.
 */
final class SmallCover {

  /** As many as there are bits in a {@code long}, but for the sign. */
  static final int MOST = 63;

  /** Choices tried before it is given up. */
  private static final int PATIENCE = 200_000;

  private final List<Long> elements;
  private final int[] costs;
  private int left = PATIENCE;
  private int fewest = Integer.MAX_VALUE;
  private long cheapest = Long.MAX_VALUE;
  private long best;

  private SmallCover(List<Long> elements, int[] costs) {
    this.elements = elements;
    this.costs = costs;
  }

  /** Which sets to take, of equally many the cheapest; null if it would take too long to find. */
  static BitSet fewest(List<int[]> sets, int[] costs) {
    Map<Integer, Long> holders = new LinkedHashMap<>();
    for (int i = 0; i < sets.size(); i++) {
      for (int element : sets.get(i)) {
        holders.merge(element, 1L << i, (one, other) -> one | other);
      }
    }
    SmallCover cover = new SmallCover(hardest(holders), costs);
    cover.search(0, 0, 0);
    return cover.left > 0 ? BitSet.valueOf(new long[] {cover.best}) : null;
  }

  /** An element that all holders of another hold comes with that one. Those of few go first. */
  private static List<Long> hardest(Map<Integer, Long> holders) {
    List<Long> distinct =
        holders.values().stream().distinct().sorted(Comparator.comparing(Long::bitCount)).toList();
    List<Long> hardest = new ArrayList<>();
    for (long element : distinct) {
      if (hardest.stream().noneMatch(harder -> (harder & ~element) == 0)) {
        hardest.add(element);
      }
    }
    return hardest;
  }

  private void search(long taken, int count, long cost) {
    if (--left <= 0 || count > fewest || count == fewest && cost >= cheapest) {
      return;
    }
    long open = firstOpen(taken);
    if (open == 0) {
      best = taken;
      fewest = count;
      cheapest = cost;
      return;
    }
    if (count + 1 > fewest) {
      return;
    }
    for (long choices = open; choices != 0; choices &= choices - 1) {
      int set = Long.numberOfTrailingZeros(choices);
      search(taken | 1L << set, count + 1, cost + costs[set]);
    }
  }

  /** The holders of an element that no set taken holds, or 0. */
  private long firstOpen(long taken) {
    for (long element : elements) {
      if ((element & taken) == 0) {
        return element;
      }
    }
    return 0;
  }
}
