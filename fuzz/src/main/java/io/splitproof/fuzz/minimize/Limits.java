package io.splitproof.fuzz.minimize;

import java.util.function.LongSupplier;

/**
 * How much minimising may cost. Programs are counted, so that the same program always ends up the
 * same; the clock is there for whoever cannot wait.
 *
 * @param executions most programs to try
 * @param nanos longest time, in nanoseconds
 * @param nanoTime a clock
 */
public record Limits(int executions, long nanos, LongSupplier nanoTime) {

  /** Far more programs than any of the shelf needs. */
  public static final int EXECUTIONS = 50_000;

  /** Enough programs for anything, however long it takes. */
  public static Limits unhurried() {
    return new Limits(EXECUTIONS, Long.MAX_VALUE, () -> 0);
  }

  /** Enough programs for anything, in at most {@code nanos}. */
  public static Limits within(long nanos, LongSupplier nanoTime) {
    return new Limits(EXECUTIONS, nanos, nanoTime);
  }
}
