package io.splitproof.fuzz.exhaustive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StatesTest {

  @Test
  void aStateIsNewOnce() {
    States states = new States();
    assertTrue(states.add(1, 2, 0, 0));
    assertFalse(states.add(1, 2, 0, 7));
    assertTrue(states.contains(1, 2));
    assertFalse(states.contains(2, 1));
    assertEquals(1, states.size());
  }

  @Test
  void digestsThatDifferInOneHalfAreDifferent() {
    States states = new States();
    assertTrue(states.add(1, 2, 0, 0));
    assertTrue(states.add(1, 3, 0, 0));
    assertTrue(states.add(2, 2, 0, 0));
  }

  @Test
  void manyStatesKeepTheirPlaces() {
    States states = new States();
    for (int i = 0; i < 10_000; i++) {
      assertTrue(states.add(i * 31L, i & 7, i, i));
    }
    for (int i = 0; i < 10_000; i++) {
      assertTrue(states.contains(i * 31L, i & 7));
      assertFalse(states.contains(i * 31L, i + 1 & 7));
      assertEquals(i, states.move(i));
    }
  }

  @Test
  void aPathHasTheMovesFromBootOn() {
    States states = new States();
    states.add(0, 0, 0, 0);
    states.add(0, 1, 0, 11);
    states.add(0, 2, 1, 22);
    states.add(0, 3, 2, 33);
    int[] path = new int[5];
    assertEquals(3, states.path(3, path));
    assertEquals(11, path[0]);
    assertEquals(22, path[1]);
    assertEquals(33, path[2]);
    assertEquals(0, states.path(0, path));
  }
}
