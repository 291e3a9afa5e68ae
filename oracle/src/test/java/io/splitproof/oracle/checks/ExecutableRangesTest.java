package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Ranges that grow, are cut and go. */
class ExecutableRangesTest {

  private final ExecutableRanges ranges = new ExecutableRanges();

  private String text() {
    TreeSet<String> text = new TreeSet<>();
    for (int i = 0; i < ranges.size(); i++) {
      text.add(ranges.start(i) + "-" + ranges.end(i) + "@" + ranges.pa(i));
    }
    return text.toString();
  }

  @Test
  void neighboursOverNeighbouringFramesAreOne() {
    ranges.add(10, 20, 110);
    ranges.add(20, 30, 120);
    ranges.add(30, 40, 300);
    assertEquals("[10-30@110, 30-40@300]", text());
  }

  @Test
  void whatIsCutOutOfTheMiddleLeavesBothEnds() {
    ranges.add(10, 40, 110);
    ranges.remove(20, 25);
    assertEquals("[10-20@110, 25-40@125]", text());
  }

  @Test
  void removingTouchesNothingElse() {
    ranges.add(10, 20, 110);
    ranges.add(30, 40, 300);
    ranges.add(50, 60, 500);
    ranges.remove(5, 45);
    assertEquals("[50-60@500]", text());
    ranges.remove(60, 70);
    assertEquals("[50-60@500]", text());
  }

  @Test
  void manyAreKept() {
    for (int i = 0; i < 100; i++) {
      ranges.add(i * 10, i * 10 + 5, i * 1000);
    }
    assertEquals(100, ranges.size());
    ranges.clear();
    assertEquals(0, ranges.size());
  }
}
