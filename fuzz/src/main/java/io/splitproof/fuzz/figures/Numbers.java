package io.splitproof.fuzz.figures;

import java.util.Locale;

/** Numbers as figures print them, the same on every machine. */
final class Numbers {

  private static final String UNITS = "KMGT";

  private Numbers() {}

  /** A whole number, in groups of three digits. */
  static String of(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A number with so many decimals. */
  static String of(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** A share of 1 in percent, with its sign. */
  static String change(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * share);
  }

  /** An amount of memory. */
  static String size(long bytes) {
    double amount = bytes / 1024.0;
    int unit = 0;
    while (amount >= 1024 && unit < UNITS.length() - 1) {
      amount /= 1024;
      unit++;
    }
    boolean whole = amount == Math.rint(amount);
    return of(amount, whole ? 0 : 1) + " " + UNITS.charAt(unit) + "iB";
  }
}
