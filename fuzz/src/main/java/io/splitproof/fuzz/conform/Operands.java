package io.splitproof.fuzz.conform;

import io.splitproof.fuzz.conform.RecordedStep.RecordedOperation;
import java.util.Map;

/**
 * The words of a recorded operation, as what they stand for.
 *
 * @param file file to complain about
 * @param pageShift log2 of the page size
 * @param live the objects there are
 * @param operation whose words they are
 */
record Operands(
    String file,
    int pageShift,
    Map<Character, RecordedObject> live,
    RecordedOperation operation) {

  RecordingFormatException wrong(String complaint) {
    return new RecordingFormatException(file, operation.line(), complaint);
  }

  int size() {
    return operation.words().size();
  }

  String word(int index) {
    if (index >= size()) {
      throw wrong("'" + operation.name() + "' lacks an operand");
    }
    return operation.words().get(index);
  }

  int number(int index) {
    return (int) number(word(index), "a number");
  }

  private long number(String word, String what) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw wrong("'" + word + "' should be " + what);
    }
  }

  boolean flag(int index) {
    return number(index) != 0;
  }

  long address(int index) {
    try {
      return Long.decode(word(index));
    } catch (NumberFormatException e) {
      throw wrong("'" + word(index) + "' should be an address");
    }
  }

  /** The name of an object, which need not exist. */
  char letter(int index) {
    String word = word(index);
    if (word.length() != 1 || word.charAt(0) < 'A' || word.charAt(0) > 'Z') {
      throw wrong("'" + word + "' should be an object, A to Z");
    }
    return word.charAt(0);
  }

  /** The object the operation is about. */
  RecordedObject object() {
    RecordedObject object = live.get(letter(1));
    if (object == null) {
      throw wrong("there is no object " + word(1));
    }
    return object;
  }

  /** The second operand, {@code page} or {@code page+bytes}: the page. */
  long page() {
    return number(word(2).split("\\+", 2)[0], "a page, or page+bytes");
  }

  /** The second operand in bytes. */
  long offset() {
    String[] parts = word(2).split("\\+", 2);
    long bytes = parts.length == 1 ? 0 : number(parts[1], "bytes");
    return (page() << pageShift) + bytes;
  }
}
