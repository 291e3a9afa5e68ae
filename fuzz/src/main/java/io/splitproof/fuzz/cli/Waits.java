package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.bugs.Contrast;
import io.splitproof.fuzz.bugs.Exposure;
import io.splitproof.fuzz.bugs.Exposures;
import java.util.Locale;

/** Waiting times, some of them longer than anybody waited, in words. */
final class Waits {

  private Waits() {}

  /** A median or the worst of {@code hunts}, in seconds; {@code >} where it is censored. */
  static String seconds(double seconds, Exposures hunts) {
    if (Double.isNaN(seconds)) {
      return "-";
    }
    if (Double.isInfinite(seconds)) {
      return ">" + seconds(waited(hunts));
    }
    return seconds(seconds);
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f s", seconds);
  }

  /** How long the hunts that found nothing went on at least. */
  private static double waited(Exposures hunts) {
    return hunts.all().stream()
        .filter(hunt -> !hunt.found())
        .mapToDouble(Exposure::seconds)
        .min()
        .orElseThrow();
  }

  /** A median of programs. */
  static String count(double programs) {
    if (Double.isNaN(programs)) {
      return "-";
    }
    return Double.isInfinite(programs) ? "censored" : String.format(Locale.ROOT, "%.0f", programs);
  }

  /** How much faster, and what that is a bound for. */
  static String ratio(Contrast contrast) {
    String mark =
        switch (contrast.bounded()) {
          case EXACT, UNKNOWN -> "";
          case BELOW -> ">";
          case ABOVE -> "<";
        };
    return contrast.bounded() == Contrast.Bounded.UNKNOWN
        ? "-"
        : mark + String.format(Locale.ROOT, "%.2f", contrast.ratio());
  }
}
