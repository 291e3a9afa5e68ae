package io.splitproof.fuzz.report;

import java.util.Locale;

/** Numbers as people read them; a dash for one that is not known. */
final class Figures {

  private static final String UNKNOWN = "\u2013";
  private static final double THOUSAND = 1000;
  private static final double MINUTE = 60;
  private static final double HOUR = 3600;
  private static final double DAY = 86400;

  private Figures() {}

  /** A number in full, with thin spaces between thousands. */
  static String of(double value) {
    if (Double.isNaN(value)) {
      return UNKNOWN;
    }
    boolean whole = value == Math.rint(value) || value >= 100;
    return String.format(Locale.ROOT, whole ? "%,.0f" : "%.1f", value).replace(',', '\u202f');
  }

  /** A number with at most three digits and a unit. */
  static String brief(double value) {
    double rest = value;
    int unit = 0;
    while (rest >= THOUSAND && unit < 4) {
      rest /= THOUSAND;
      unit++;
    }
    String digits = String.format(Locale.ROOT, rest == Math.rint(rest) ? "%.0f" : "%.1f", rest);
    return digits + (unit == 0 ? "" : "kMGT".charAt(unit - 1));
  }

  /** A time. */
  static String seconds(double seconds) {
    if (Double.isNaN(seconds)) {
      return UNKNOWN;
    }
    if (seconds < MINUTE) {
      return (seconds == Math.rint(seconds) ? "" + (long) seconds : trimmed(seconds)) + " s";
    }
    if (seconds < HOUR) {
      return trimmed(seconds / MINUTE) + " min";
    }
    return seconds < DAY ? trimmed(seconds / HOUR) + " h" : trimmed(seconds / DAY) + " d";
  }

  private static String trimmed(double value) {
    String form = value < 0.1 ? "%.3f" : value < 1 ? "%.2f" : "%.1f";
    String text = String.format(Locale.ROOT, form, value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
