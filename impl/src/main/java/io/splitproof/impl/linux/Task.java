package io.splitproof.impl.linux;

/**
 * What one thread of execution in the kernel has to itself: one operation, alone or with another
 * beside it.
 */
final class Task {

  int warnings;

  /** Bits that the change of attributes under way sets in every entry. */
  long setMask;

  /** Bits that it clears first. */
  long clearMask;

  private final boolean interrupt;
  private int lazyDepth;
  private boolean barriersPending;

  /** Creates a thread; {@code interrupt} says whether barriers are never collected in it. */
  Task(boolean interrupt) {
    this.interrupt = interrupt;
  }

  /** Whether it is an interrupt. */
  boolean isInterrupt() {
    return interrupt;
  }

  /** An operation begins. */
  void begin() {
    warnings = 0;
    lazyDepth = 0;
    barriersPending = false;
  }

  /** Barriers are collected from here on; nests. */
  void enterLazyMode() {
    lazyDepth += interrupt ? 0 : 1;
  }

  /** Leaves the mode; whether barriers were collected, also when this is an inner level. */
  boolean leaveLazyMode() {
    lazyDepth -= interrupt ? 0 : 1;
    boolean due = barriersPending;
    barriersPending = false;
    return due;
  }

  /** Barriers are due; whether they must be emitted at once. */
  boolean mustEmit() {
    barriersPending = lazyDepth > 0;
    return !barriersPending;
  }
}
