package io.splitproof.oracle.checks;

import java.util.Locale;

/** What a divergence is reported under. */
public enum CheckName {
  /** Every page's effective translation is one the reference allows. */
  PERMISSION,
  /** Status and warnings are the ones allowed. */
  RESULT,
  /** Output addresses, tables, contiguous groups, reserved bits and frames are in order. */
  MAPPING,
  /** At every store, pages keep their translation or get the new one, and nothing in between. */
  LIVE,
  /** Break-before-make, where some CPU that could be walking needs it. */
  BBM,
  /** Nothing stale is left that a call promised to invalidate, and no more is invalidated. */
  TLB,
  /** A table is hooked in only after its entries are visible; calls end with their barriers. */
  PUBLISH,
  /** Nothing sleeps where it must not; locks are taken in order and released. */
  CONTEXT,
  /** No frame is writable and executable at once unless the caller asked for that. */
  ALIAS,
  /** Frames return to the allocator only with default permissions. */
  LEAK;

  /** The name as reports, signatures and options spell it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
