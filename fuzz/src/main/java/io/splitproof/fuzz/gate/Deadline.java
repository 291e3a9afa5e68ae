package io.splitproof.fuzz.gate;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When something has to be over. */
final class Deadline {

  private static final double NANOS = 1e9;

  private final LongSupplier nanoTime;
  private final long end;

  private Deadline(LongSupplier nanoTime, long end) {
    this.nanoTime = nanoTime;
    this.end = end;
  }

  /**
   * So long from now on.
   *
   * @param nanoTime a clock
   */
  static Deadline in(Duration time, LongSupplier nanoTime) {
    return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
  }

  /** When that share, 0 to 1, of what is left is used up. */
  Deadline share(double part) {
    long left = left().toNanos();
    return new Deadline(nanoTime, nanoTime.getAsLong() + (long) (left * part));
  }

  /** What is left, not below zero. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
  }

  boolean isOver() {
    return end - nanoTime.getAsLong() <= 0;
  }

  /** The clock it goes by, in seconds. */
  double seconds() {
    return nanoTime.getAsLong() / NANOS;
  }
}
