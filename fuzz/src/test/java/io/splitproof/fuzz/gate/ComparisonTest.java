package io.splitproof.fuzz.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static List<Sample> samples(int count, long seed, double factor, long states) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(i -> sample(5000 * factor * (1 + 0.08 * random.nextGaussian()), states + i))
        .toList();
  }

  private static Sample sample(double nanos, long states) {
    return new Sample(nanos, 1_200_000, states);
  }

  private static Comparison compare(Measure measure, List<Sample> before, List<Sample> now) {
    return Comparison.of(measure, before, now, 0.2);
  }

  @Test
  void noiseAloneDoesNotFail() {
    List<Sample> before = samples(10, 1, 1, 2500);
    long failing =
        IntStream.range(0, 1000)
            .filter(i -> compare(Measure.OPERATION, before, samples(6, 10 + i, 1, 2500)).fails())
            .count();
    assertEquals(0, failing);
  }

  @Test
  void aThirdMoreFails() {
    Comparison slower =
        compare(Measure.OPERATION, samples(10, 1, 1, 2500), samples(6, 2, 1.33, 2500));
    assertTrue(slower.fails(), slower.text());
  }

  @Test
  void lessThanTheThresholdPasses() {
    Comparison slower =
        compare(Measure.OPERATION, samples(10, 1, 1, 2500), samples(6, 2, 1.1, 2500));
    assertFalse(slower.fails(), slower.text());
  }

  @Test
  void beingFasterPasses() {
    Comparison faster =
        compare(Measure.OPERATION, samples(10, 1, 1, 2500), samples(6, 2, 0.5, 2500));
    assertFalse(faster.fails());
    assertTrue(faster.worse() < 0);
  }

  @Test
  void aSlowerMachineIsNotASlowerImplementation() {
    List<Sample> now =
        samples(6, 2, 1, 2500).stream()
            .map(one -> new Sample(3 * one.operationNanos(), 3_600_000, one.states()))
            .toList();
    assertFalse(compare(Measure.OPERATION, samples(10, 1, 1, 2500), now).fails());
  }

  @Test
  void fewerStatesFailAndMoreDoNot() {
    List<Sample> before = samples(10, 1, 1, 2500);
    assertTrue(compare(Measure.STATES, before, samples(6, 2, 1, 1500)).fails());
    assertFalse(compare(Measure.STATES, before, samples(6, 2, 1, 3500)).fails());
    assertFalse(compare(Measure.STATES, before, samples(6, 2, 1, 2500)).fails());
  }
}
