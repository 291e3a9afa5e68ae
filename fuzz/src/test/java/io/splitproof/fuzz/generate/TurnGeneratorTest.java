package io.splitproof.fuzz.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Interleaving;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TurnGeneratorTest {

  private final TurnGenerator turns =
      new TurnGenerator(new Dice(new SplittableRandom(6)), Geometry.named("16K/48"));

  private List<Interleaving> near(Interleaving from) {
    List<Interleaving> others = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      others.add(turns.near(from));
    }
    return others;
  }

  @Test
  void turnsReachTheEntriesOfAContiguousGroup() {
    Set<Integer> stores = new HashSet<>();
    for (int i = 0; i < 3000; i++) {
      stores.addAll(turns.interrupt().turns());
    }
    assertTrue(stores.containsAll(List.of(0, 1, 2, 3, 31, 32, 33, 127, 128, 129)));
  }

  @Test
  void aTurnMovesTowardNothingByOneAndByAGroup() {
    Set<Integer> stores = new HashSet<>();
    for (Interleaving other : near(new Interleaving(false, List.of(40)))) {
      if (other != null && other.turns().size() == 1) {
        stores.add(other.turns().get(0));
      }
    }
    assertTrue(stores.containsAll(List.of(0, 1, 20, 39, 41, 128, 168)), stores::toString);
  }

  @Test
  void turnsComeAndGoAndTheKindChanges() {
    List<Interleaving> others = near(new Interleaving(false, List.of(1, 2, 3)));
    assertTrue(others.contains(null));
    assertTrue(others.contains(new Interleaving(false, List.of(1, 3))));
    assertTrue(others.contains(new Interleaving(true, List.of(1))));
    assertTrue(others.stream().anyMatch(it -> it != null && it.turns().size() == 4));
    assertTrue(near(new Interleaving(true, List.of(1))).stream()
        .anyMatch(it -> it != null && !it.interrupt()));
  }

  @Test
  void theLimitsAreKept() {
    Interleaving most = new Interleaving(false, List.of(1023, 1023, 1023, 1023, 1023, 1023));
    for (int i = 0; i < 2000; i++) {
      Interleaving next = turns.near(most);
      most = next == null ? most : next;
    }
    assertEquals(false, most.turns().isEmpty());
  }
}
