package io.splitproof.fuzz.doctor;

import java.util.Locale;

/**
 * What was looked at, and how it is.
 *
 * @param subject what
 * @param level how good it is
 * @param text what was seen, in a line
 * @param remedy what to do about it, in a line; empty if it is all right
 */
public record Diagnosis(String subject, Level level, String text, String remedy) {

  /** How good something is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** It works, but not well. */
    WARNING,
    /** It does not work. */
    BAD;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Diagnosis ok(String subject, String text) {
    return new Diagnosis(subject, Level.OK, text, "");
  }

  static Diagnosis warning(String subject, String text, String remedy) {
    return new Diagnosis(subject, Level.WARNING, text, remedy);
  }

  static Diagnosis bad(String subject, String text, String remedy) {
    return new Diagnosis(subject, Level.BAD, text, remedy);
  }

  /** Whether work can go on in spite of it. */
  public boolean isBearable() {
    return level != Level.BAD;
  }
}
