package io.splitproof.oracle.checks;

import java.util.Locale;

/** What a divergence is reported under. */
public enum CheckName {
  /** Every page's effective translation is one the reference allows. */
  PERMISSION,
  /** Status and warnings are the ones allowed. */
  RESULT,
  /** Output addresses, tables, contiguous groups, reserved bits and frames are in order. */
  MAPPING;

  /** The name as reports, signatures and options spell it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
