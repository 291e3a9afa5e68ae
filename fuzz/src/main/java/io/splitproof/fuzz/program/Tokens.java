package io.splitproof.fuzz.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;

/** The words of one line, taken from left to right, and the complaints about them. */
final class Tokens {

  private final int line;
  private final List<String> words = new ArrayList<>();
  private int next;

  /**
   * Splits {@code text} at blanks, up to a comment.
   *
   * @param line 1-based line for complaints, 0 for none
   */
  Tokens(int line, String text) {
    this.line = line;
    int comment = text.indexOf('#');
    String code = comment < 0 ? text : text.substring(0, comment);
    StringTokenizer tokenizer = new StringTokenizer(code, " \t\r\f");
    while (tokenizer.hasMoreTokens()) {
      words.add(tokenizer.nextToken());
    }
  }

  boolean atEnd() {
    return next == words.size();
  }

  /** The next word without taking it; empty at the end. */
  String peek() {
    return atEnd() ? "" : words.get(next);
  }

  /** Takes the next word if it is {@code word}. */
  boolean accept(String word) {
    boolean there = peek().equals(word);
    if (there) {
      next++;
    }
    return there;
  }

  /** Takes the next word, which should be {@code what}. */
  String take(String what) {
    if (atEnd()) {
      throw new ProgramSyntaxException(line, "the line ends early; expected " + what);
    }
    return words.get(next++);
  }

  /** Takes one of {@code values}, by its written name. */
  <E extends Enum<E>> E choice(String what, E[] values) {
    return choice(what, values, "");
  }

  /** Takes one of {@code values}, by its written name followed by {@code suffix}. */
  <E extends Enum<E>> E choice(String what, E[] values, String suffix) {
    List<String> names = new ArrayList<>();
    for (E value : values) {
      names.add(name(value) + suffix);
    }
    String expected = "one of " + String.join(", ", names);
    String word = take(expected);
    int index = names.indexOf(word);
    if (index < 0) {
      throw wrong(word, what, expected);
    }
    return values[index];
  }

  /** How a program writes an enum constant. */
  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Takes a signed 32-bit number. */
  int takeInt(String what) {
    String word = take(what);
    return toInt(word, signed(word, what), what);
  }

  /** Takes a signed 64-bit number. */
  long takeSigned(String what) {
    return signed(take(what), what);
  }

  /** Takes an unsigned 64-bit number. */
  long takeUnsigned(String what) {
    return unsigned(take(what), what);
  }

  long signed(String word, String what) {
    try {
      return Numbers.signed(word);
    } catch (NumberFormatException e) {
      throw wrong(word, what, "a 64-bit number such as 12, 0x40000000, 4K, 2M or 6G");
    }
  }

  long unsigned(String word, String what) {
    try {
      return Numbers.unsigned(word);
    } catch (NumberFormatException e) {
      throw wrong(word, what, "a number without sign such as 12, 0x40000000, 4K, 2M or 6G");
    }
  }

  int toInt(String word, long value, String what) {
    if (value != (int) value) {
      throw wrong(word, what, "a number that fits 32 bits");
    }
    return (int) value;
  }

  /** Reads {@code A3} or {@code B3} after its letter. */
  int object(String word, char letter) {
    String what = letter == 'A' ? "an area" : "a block";
    String expected = letter + "0 to " + letter + OperationRules.MAX_OBJECT;
    if (word.length() < 2 || word.length() > 3 || word.charAt(0) != letter) {
      throw wrong(word, what, expected);
    }
    int number = 0;
    for (int i = 1; i < word.length(); i++) {
      int digit = word.charAt(i) - '0';
      if (digit < 0 || digit > 9 || number == 0 && i > 1) {
        throw wrong(word, what, expected);
      }
      number = number * 10 + digit;
    }
    if (number > OperationRules.MAX_OBJECT) {
      throw wrong(word, what, expected);
    }
    return number;
  }

  /** Complains unless every word was taken. */
  void finish() {
    if (!atEnd()) {
      throw wrong(peek(), "wanted here", "the end of the line");
    }
  }

  ProgramSyntaxException wrong(String word, String what, String expected) {
    String quoted = ProgramSyntaxException.quote(word);
    return complaint(quoted + " is not " + what + "; expected " + expected);
  }

  ProgramSyntaxException complaint(String message) {
    return new ProgramSyntaxException(line, message);
  }
}
