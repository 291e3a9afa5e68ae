package io.splitproof.fuzz.report;

import io.splitproof.impl.kernel.SourceLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of a file of the kernel was reached.
 *
 * @param file below the tree
 * @param functions those with code, in the order of the file
 */
public record FileLines(String file, List<Function> functions) {

  /**
   * How much of a function was reached.
   *
   * @param name its name
   * @param all lines with code
   * @param missing those of them that were not reached, as {@code 613-617, 634}; lines without code
   *     between two do not count
   * @param reached how many were
   */
  public record Function(String name, int all, int reached, String missing) {}

  /** Groups lines, each with whether it was reached, by file and function. */
  public static List<FileLines> of(SortedMap<SourceLine, Boolean> lines) {
    Map<String, Map<String, SortedMap<Integer, Boolean>>> files = new LinkedHashMap<>();
    lines.forEach(
        (line, reached) ->
            files
                .computeIfAbsent(line.file(), file -> new LinkedHashMap<>())
                .computeIfAbsent(line.function(), function -> new TreeMap<>())
                .put(line.line(), reached));
    List<FileLines> all = new ArrayList<>();
    files.forEach(
        (file, functions) -> {
          List<Function> ofFile = new ArrayList<>();
          functions.forEach((name, numbers) -> ofFile.add(function(name, numbers)));
          all.add(new FileLines(file, List.copyOf(ofFile)));
        });
    return all;
  }

  private static Function function(String name, SortedMap<Integer, Boolean> numbers) {
    int reached = (int) numbers.values().stream().filter(is -> is).count();
    return new Function(name, numbers.size(), reached, missing(numbers));
  }

  private static String missing(SortedMap<Integer, Boolean> numbers) {
    List<String> ranges = new ArrayList<>();
    int first = 0;
    int last = 0;
    for (Map.Entry<Integer, Boolean> entry : numbers.entrySet()) {
      if (!entry.getValue()) {
        first = first == 0 ? entry.getKey() : first;
        last = entry.getKey();
      } else if (first != 0) {
        ranges.add(range(first, last));
        first = 0;
      }
    }
    if (first != 0) {
      ranges.add(range(first, last));
    }
    return String.join(", ", ranges);
  }

  private static String range(int first, int last) {
    return first == last ? "" + first : first + "-" + last;
  }

  /** Lines with code. */
  public int all() {
    return functions.stream().mapToInt(Function::all).sum();
  }

  /** Those of them that were reached. */
  public int reached() {
    return functions.stream().mapToInt(Function::reached).sum();
  }

  /** Functions that were reached, but not each of their lines. */
  public List<Function> partly() {
    return functions.stream()
        .filter(function -> function.reached() > 0 && function.reached() < function.all())
        .toList();
  }

  /** Names of functions that nothing of was reached. */
  public List<String> never() {
    return functions.stream()
        .filter(function -> function.reached() == 0)
        .map(Function::name)
        .toList();
  }
}
