package io.splitproof.fuzz.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DiceTest {

  private static final String PINNED =
      """
      741 660774025345 false 0
      38 1087134264707 false -1
      339 670363007959 false 0
      513 797319804635 true 0
      103 8510230286 false 1
      957 474913683276 true 1
      74 1038254371464 true -1
      941 608437022497 true -1
      """;

  @Test
  void aSeedGivesTheSameChoicesEverywhere() {
    Dice dice = new Dice(new SplittableRandom(42));
    StringBuilder choices = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      choices.append(dice.below(1000)).append(' ').append(dice.below(1L << 40)).append(' ');
      choices.append(dice.coin()).append(' ').append(dice.nudge()).append('\n');
    }
    assertEquals(PINNED, choices.toString());
  }

  @Property
  void choicesStayInTheirRange(
      @ForAll long seed,
      @ForAll @IntRange(min = 1) int bound,
      @ForAll @LongRange(min = 1) long longBound) {
    Dice dice = new Dice(new SplittableRandom(seed));
    for (int i = 0; i < 20; i++) {
      int number = dice.below(bound);
      assertTrue(number >= 0 && number < bound, "" + number);
      long longNumber = dice.below(longBound);
      assertTrue(longNumber >= 0 && longNumber < longBound, "" + longNumber);
      assertTrue(Math.abs(dice.nudge()) <= 1);
    }
  }

  @Test
  void weightsSayHowOften() {
    Dice dice = new Dice(new SplittableRandom(1));
    int[] seen = new int[4];
    for (int i = 0; i < 10_000; i++) {
      seen[dice.weighted(new int[] {1, 0, 3, 6})]++;
    }
    assertEquals(0, seen[1]);
    assertTrue(Math.abs(seen[0] - 1000) < 150 && Math.abs(seen[2] - 3000) < 250, "" + seen[0]);
  }
}
