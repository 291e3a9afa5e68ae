package io.splitproof.oracle.checks;

/** Wants to know what stores change in the eyes of table walkers. */
interface SightListener {

  /** Walkers see a range differently from now on. {@code sight} is reused. */
  void seen(Sight sight);

  /** The table at {@code tablePa}, for [{@code va}, {@code end}), is about to be hooked out. */
  default void unhooked(long tablePa, long va, long end) {}
}
