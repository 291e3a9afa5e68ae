package io.splitproof.fuzz.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  private static Stretch linear(long start, long end, String words) {
    return new Stretch("linear", start, end, words);
  }

  @Test
  void whereStretchesAreCutDoesNotMatter() {
    List<Stretch> whole = List.of(linear(0, 8, "a"));
    List<Stretch> cut = List.of(linear(0, 3, "a"), linear(3, 8, "a"));
    assertEquals(List.of(), Difference.between(whole, cut));
  }

  @Test
  void onlyWhatOverlapsIsCompared() {
    List<Stretch> one = List.of(linear(0, 4, "a"), linear(4, 8, "b"));
    List<Stretch> other = List.of(linear(0, 6, "a"), linear(6, 8, "b"));
    assertEquals(
        List.of(new Difference("linear", 4, 6, "b", "a")), Difference.between(one, other));
  }

  @Test
  void whatOneHasNotIsADifference() {
    List<Stretch> one = List.of(linear(0, 4, "a"), new Stretch("A3", 0, 2, "b"));
    List<Stretch> other = List.of(linear(0, 4, "a"));
    assertEquals(
        List.of(new Difference("A3", 0, 2, "b", "no such pages")),
        Difference.between(one, other));
  }
}
