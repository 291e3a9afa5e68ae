package io.splitproof.impl;

import io.splitproof.impl.bugs.Mistakes;
import java.util.List;

/** Every known bug, and the two variants that test the alarm itself. */
public final class KnownBugs {

  private static final List<KnownBug> ALL = Mistakes.all();
  private static final List<KnownBug> CANARIES = Mistakes.canaries();

  private KnownBugs() {}

  /** The bugs, by theme; their names differ. */
  public static List<KnownBug> all() {
    return ALL;
  }

  /**
   * {@code canary-always}, found by whatever program runs on it, and {@code canary-never}, which is
   * linux-7.2 under another name and must never be found. Neither is one of {@link #all()}.
   */
  public static List<KnownBug> canaries() {
    return CANARIES;
  }
}
