package io.splitproof.fuzz.report;

/** Text from outside, as a page may show it. */
final class Visible {

  private static final char REPLACEMENT = '\ufffd';

  private Visible() {}

  /** {@code text} with everything replaced that is no character one can see in a page. */
  static String of(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> visible.appendCodePoint(isFine(point) ? point : REPLACEMENT));
    return visible.toString();
  }

  private static boolean isFine(int point) {
    boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    boolean turns = point >= 0x202a && point <= 0x202e || point >= 0x2066 && point <= 0x2069;
    return point == '\n' || point == '\t' || !Character.isISOControl(point) && !surrogate && !turns;
  }
}
