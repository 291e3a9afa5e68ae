package io.splitproof.fuzz.mutants;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Where a function is defined in a kernel's source, which begins and ends functions in the first
 * column.
 *
 * @param start of what stands before its name in the line
 * @param end after its last brace
 */
record Span(int start, int end) {

  /**
   * The only definition of a function.
   *
   * @param function its name; empty for the whole source
   * @throws MisfitException if there is none, or several
   */
  static Span of(String source, String function) {
    if (function.isEmpty()) {
      return new Span(0, source.length());
    }
    Pattern definition =
        Pattern.compile(
            "^(?:[a-z][^\\n;={}]*[ *])?" + Pattern.quote(function) + "\\([^;{}]*\\n\\{.*?\\n\\}",
            Pattern.MULTILINE | Pattern.DOTALL);
    List<MatchResult> found = definition.matcher(source).results().toList();
    if (found.size() != 1) {
      throw new MisfitException(function + "() is defined " + found.size() + " times");
    }
    return new Span(found.get(0).start(), found.get(0).end());
  }

  String in(String source) {
    return source.substring(start, end);
  }
}
