package io.splitproof.fuzz.conform;

import java.util.List;

/**
 * One line of a recording: words between blanks, some of them {@code name=value}.
 *
 * @param file file to complain about
 * @param number 1-based
 * @param text the line
 * @param words its words
 */
record RecordedLine(String file, int number, String text, List<String> words) {

  static RecordedLine of(String file, int number, String text) {
    return new RecordedLine(file, number, text, List.of(text.strip().split("\\s+")));
  }

  RecordingFormatException wrong(String complaint) {
    return new RecordingFormatException(file, number, complaint);
  }

  /** Word {@code index}, counted from 0. */
  String word(int index, String what) {
    if (index >= words.size()) {
      throw wrong("the line ends early; expected " + what);
    }
    return words.get(index);
  }

  /** The value of {@code name=value}, or {@code null}. */
  String find(String name) {
    String prefix = name + "=";
    for (String word : words) {
      if (word.startsWith(prefix)) {
        return word.substring(prefix.length());
      }
    }
    return null;
  }

  /** The value of {@code name=value}, which must be there. */
  String field(String name) {
    String value = find(name);
    if (value == null) {
      throw wrong("no " + name + "=");
    }
    return value;
  }

  long hexField(String name) {
    return hex(field(name));
  }

  int numberField(String name) {
    return decimal(field(name));
  }

  long hex(String digits) {
    try {
      return Long.parseUnsignedLong(digits, 16);
    } catch (NumberFormatException e) {
      throw wrong("'" + digits + "' should be a hexadecimal number");
    }
  }

  int decimal(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw wrong("'" + digits + "' should be a decimal number");
    }
  }

  /** The object a line is about. */
  char letter(int index) {
    String word = word(index, "an object");
    if (word.length() != 1 || word.charAt(0) < 'A' || word.charAt(0) > 'Z') {
      throw wrong("'" + word + "' should be an object, A to Z");
    }
    return word.charAt(0);
  }

  /** Both sides of {@code first-last}. */
  String[] range(String word) {
    String[] sides = word.split("-", -1);
    if (sides.length != 2) {
      throw wrong("'" + word + "' should be a range, first-last");
    }
    return sides;
  }
}
