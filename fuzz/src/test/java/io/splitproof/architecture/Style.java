package io.splitproof.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a source file must look like, as far as a machine can tell. */
final class Style {

  static final int MAX_LINES = 400;
  static final int MAX_COLUMNS = 100;

  private static final Pattern VAGUE_NAME =
      Pattern.compile(
          "\\b(?:class|interface|enum|record)\\s+(\\w*(?:Manager|Helper|Utils?|Impl))\\b");

  /** Notes to oneself; put together so that this file has none. */
  private static final Pattern LEFTOVER =
      Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|X" + "XX)\\b");

  private Style() {}

  /** What is wrong with a file, one complaint a line; empty if nothing is. */
  static List<String> complaints(List<String> lines) {
    List<String> complaints = new ArrayList<>();
    if (lines.size() > MAX_LINES) {
      complaints.add(lines.size() + " lines; at most " + MAX_LINES);
    }
    for (int i = 0; i < lines.size(); i++) {
      for (String complaint : complaints(lines.get(i))) {
        complaints.add("line " + (i + 1) + ": " + complaint);
      }
    }
    return complaints;
  }

  private static List<String> complaints(String line) {
    List<String> complaints = new ArrayList<>();
    int columns = line.codePointCount(0, line.length());
    if (columns > MAX_COLUMNS) {
      complaints.add(columns + " columns; at most " + MAX_COLUMNS);
    }
    if (line.indexOf('\t') >= 0) {
      complaints.add("a tab");
    }
    if (!line.equals(line.stripTrailing())) {
      complaints.add("blanks at the end");
    }
    Matcher name = VAGUE_NAME.matcher(line);
    if (name.find()) {
      complaints.add("'" + name.group(1) + "' does not say what it is");
    }
    if (LEFTOVER.matcher(line).find()) {
      complaints.add("something left to do");
    }
    return complaints;
  }
}
