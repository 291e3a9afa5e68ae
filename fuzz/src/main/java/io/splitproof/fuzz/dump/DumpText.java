package io.splitproof.fuzz.dump;

import java.util.ArrayList;
import java.util.List;

/** Compares page-table dumps, white space aside. */
public final class DumpText {

  private DumpText() {}

  /**
   * Where two dumps first differ.
   *
   * @param line 1-based number among the lines that are not blank
   * @param expected what the first has there, {@code "nothing"} if it has ended
   * @param found what the second has there
   */
  public record Difference(int line, String expected, String found) {}

  /** The first difference between two dumps, or {@code null}. */
  public static Difference firstDifference(String expected, String found) {
    return firstDifference(lines(expected), lines(found));
  }

  /** The same for lines already taken apart. */
  public static Difference firstDifference(List<String> expected, List<String> found) {
    for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
      String one = i < expected.size() ? expected.get(i) : "nothing";
      String other = i < found.size() ? found.get(i) : "nothing";
      if (!one.equals(other)) {
        return new Difference(i + 1, one, other);
      }
    }
    return null;
  }

  /** The lines of a dump that are not blank, each with single blanks between its words. */
  public static List<String> lines(String dump) {
    List<String> lines = new ArrayList<>();
    for (String line : dump.split("\n")) {
      if (!line.isBlank()) {
        lines.add(line.strip().replaceAll("\\s+", " "));
      }
    }
    return lines;
  }

  /**
   * The lines without sizes and without what says whether a page is valid, neighbours that then say
   * the same joined: what remains when it is not known which pages were free.
   */
  public static List<String> linesWithoutValidity(String dump) {
    List<String> joined = new ArrayList<>();
    String lastStart = "";
    String lastEnd = "";
    String lastRest = "";
    for (String line : lines(dump)) {
      if (!line.startsWith("0x")) {
        joined.add(line);
        lastEnd = "";
        continue;
      }
      String[] words = line.split(" ");
      String[] range = words[0].split("-");
      String rest = attributes(words);
      boolean goesOn = lastEnd.equals(range[0]) && lastRest.equals(rest);
      lastStart = goesOn ? lastStart : range[0];
      if (goesOn) {
        joined.remove(joined.size() - 1);
      }
      lastEnd = range[1];
      lastRest = rest;
      joined.add(lastStart + "-" + lastEnd + rest);
    }
    return joined;
  }

  private static String attributes(String[] words) {
    StringBuilder rest = new StringBuilder();
    for (int i = 2; i < words.length; i++) {
      if (!words[i].equals("F") && !words[i].equals("NG")) {
        rest.append(' ').append(words[i]);
      }
    }
    return rest.toString();
  }
}
