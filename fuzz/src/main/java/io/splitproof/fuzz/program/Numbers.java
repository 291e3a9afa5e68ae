package io.splitproof.fuzz.program;

/**
 * Numbers as programs write them: decimal or {@code 0x} hexadecimal, maybe with a binary suffix (K,
 * M, G or T).
 */
final class Numbers {

  private static final String SUFFIXES = "KMGT";

  private Numbers() {}

  /**
   * Reads an unsigned 64-bit number.
   *
   * @throws NumberFormatException if it is none, or too large
   */
  static long unsigned(String text) {
    int suffix = text.isEmpty() ? -1 : SUFFIXES.indexOf(text.charAt(text.length() - 1));
    String digits = suffix < 0 ? text : text.substring(0, text.length() - 1);
    boolean hex = digits.startsWith("0x");
    String bare = hex ? digits.substring(2) : digits;
    if (bare.startsWith("+") || bare.startsWith("-")) {
      throw new NumberFormatException(text);
    }
    long value = Long.parseUnsignedLong(bare, hex ? 16 : 10);
    int shift = 10 * (suffix + 1);
    if (value << shift >>> shift != value) {
      throw new NumberFormatException(text);
    }
    return value << shift;
  }

  /**
   * Reads a signed number.
   *
   * @throws NumberFormatException if it is none, or does not fit 64 bits
   */
  static long signed(String text) {
    boolean negative = text.startsWith("-");
    long magnitude = unsigned(negative ? text.substring(1) : text);
    if (magnitude < 0 && !(negative && magnitude == Long.MIN_VALUE)) {
      throw new NumberFormatException(text);
    }
    return negative ? -magnitude : magnitude;
  }

  /** An unsigned 64-bit number in hexadecimal. */
  static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }

  /** A signed number in hexadecimal. */
  static String signedHex(long value) {
    return value < 0 ? "-" + hex(-value) : hex(value);
  }

  /** A number of bytes with the largest suffix that divides it, or in hexadecimal if long. */
  static String size(long bytes) {
    int steps = bytes == 0 ? 0 : Math.min(Long.numberOfTrailingZeros(bytes) / 10, 4);
    long units = bytes >>> 10 * steps;
    boolean readable = steps > 0 && Long.compareUnsigned(units, 10_000) < 0;
    return readable ? units + SUFFIXES.substring(steps - 1, steps) : hex(bytes);
  }
}
