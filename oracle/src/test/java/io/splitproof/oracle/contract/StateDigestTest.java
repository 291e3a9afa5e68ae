package io.splitproof.oracle.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateDigestTest {

  private static String of(long... values) {
    StateDigest digest = new StateDigest();
    for (long value : values) {
      digest.add(value);
    }
    return text(digest);
  }

  private static String text(StateDigest digest) {
    return digest.high() + " " + digest.low();
  }

  private static String bag(long... pairs) {
    StateDigest digest = new StateDigest();
    for (int i = 0; i < pairs.length; i += 2) {
      digest.put(pairs[i], pairs[i + 1]);
    }
    digest.addBag();
    return text(digest);
  }

  @Test
  void equalValuesInEqualOrderAgree() {
    assertEquals(of(1, 2, 3), of(1, 2, 3));
    assertNotEquals(of(1, 2, 3), of(1, 3, 2));
    assertNotEquals(of(), of(0));
    assertNotEquals(of(0), of(0, 0));
  }

  @Test
  void clearingForgets() {
    StateDigest digest = new StateDigest();
    digest.add(7);
    digest.put(1, 2);
    digest.clear();
    digest.add(1);
    digest.addBag();
    StateDigest other = new StateDigest();
    other.add(1);
    other.addBag();
    assertEquals(text(other), text(digest));
  }

  @Test
  void aBagHasNoOrderButItsPairsHave() {
    assertEquals(bag(1, 2, 3, 4), bag(3, 4, 1, 2));
    assertNotEquals(bag(1, 2, 3, 4), bag(1, 4, 3, 2));
    assertNotEquals(bag(1, 2), bag(2, 1));
    assertNotEquals(bag(1, 2), bag(1, 2, 1, 2));
    assertNotEquals(bag(0, 0), bag());
  }

  @Test
  void bothHalvesOfManySmallStatesDiffer() {
    Set<Long> high = new HashSet<>();
    Set<Long> low = new HashSet<>();
    StateDigest digest = new StateDigest();
    int states = 0;
    for (long one = 0; one < 300; one++) {
      for (long two = 0; two < 300; two++) {
        digest.clear();
        digest.add(one);
        digest.put(two << 12, two);
        digest.addBag();
        high.add(digest.high());
        low.add(digest.low());
        states++;
      }
    }
    assertEquals(states, high.size());
    assertEquals(states, low.size());
  }
}
