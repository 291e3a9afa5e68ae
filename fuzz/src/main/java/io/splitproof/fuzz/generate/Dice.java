package io.splitproof.fuzz.generate;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Choices from a random source. Takes nothing from it but 64-bit numbers, whose sequence is fixed
 * by the seed; how they become choices is decided here.
 */
final class Dice {

  private final SplittableRandom random;

  Dice(SplittableRandom random) {
    this.random = random;
  }

  /** A number from 0 to {@code bound - 1}; {@code bound} is positive. */
  int below(int bound) {
    return (int) ((random.nextLong() >>> 32) * bound >>> 32);
  }

  /** A number from 0 to {@code bound - 1}; {@code bound} is positive. */
  long below(long bound) {
    return (random.nextLong() >>> 1) % bound;
  }

  /** A number from {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** True {@code percent} times in a hundred. */
  boolean percent(int percent) {
    return below(100) < percent;
  }

  boolean coin() {
    return random.nextLong() < 0;
  }

  /** -1, 0 or 1, most often 0. */
  int nudge() {
    int face = below(4);
    return face < 2 ? 0 : face == 2 ? 1 : -1;
  }

  <T> T pick(List<T> from) {
    return from.get(below(from.size()));
  }

  <T> T pick(T[] from) {
    return from[below(from.length)];
  }

  long pick(long[] from) {
    return from[below(from.length)];
  }

  /** An index, each as often as its weight says; the weights are not all 0. */
  int weighted(int[] weights) {
    int sum = 0;
    for (int weight : weights) {
      sum += weight;
    }
    int left = below(sum);
    int index = 0;
    while (left >= weights[index]) {
      left -= weights[index++];
    }
    return index;
  }
}
