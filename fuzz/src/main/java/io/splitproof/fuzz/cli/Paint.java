package io.splitproof.fuzz.cli;

import io.splitproof.oracle.checks.CheckName;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Colours a report for the eye: good news green, bad news red, the step that diverged bold; of a
 * finding what was expected green and what was found red. It looks at finished text, so that what
 * makes reports need not know of colours, and files and JSON never have any.
 */
final class Paint {

  private static final String CHECKS =
      Stream.of(CheckName.values()).map(CheckName::text).collect(Collectors.joining("|"));

  /** What is before the change in a signature, what is expected and what was found. */
  private static final Pattern SIGNATURE =
      Pattern.compile(
          "\\b(" + CHECKS + ")(:[\\w+]+:[\\w-]+:)([^/\\n]*?->)?"
              + "(?<good>[^/\\n]+)(/)(?<bad>.+?)(?=  |, | x\\d|$)");

  private record Rule(Pattern pattern, Map<String, Style> styles) {

    Rule(String pattern, Map<String, Style> styles) {
      this(Pattern.compile(pattern), styles);
    }
  }

  /** For each line, in turn: patterns with groups, and the styles of these. */
  private static final List<Rule> RULES =
      List.of(
          new Rule("^(?<bold> *>\\d+  .*)$", Map.of("bold", Style.BOLD)),
          new Rule("^(?<bad>DIVERGES|FAILED|BROKEN|bad)\\b", Map.of("bad", Style.ALARM)),
          new Rule("^(?<good>agrees|ok)\\b", Map.of("good", Style.GREEN)),
          new Rule("^(?<warn>warning)\\b", Map.of("warn", Style.YELLOW)),
          new Rule("^gate: (?<good>PASSED)\\b", Map.of("good", Style.GREEN)),
          new Rule("^gate: (?<bad>FAILED|BROKEN)\\b", Map.of("bad", Style.ALARM)),
          new Rule("^ +expected: (?<good>.+)$", Map.of("good", Style.GREEN)),
          new Rule("^ +found:    (?<bad>.+)$", Map.of("bad", Style.RED)),
          new Rule(SIGNATURE, Map.of("good", Style.GREEN, "bad", Style.RED)));

  /** Each ends with its own code, so that one may lie within another. */
  private enum Style {
    BOLD("1", "22"),
    RED("31", "39"),
    GREEN("32", "39"),
    YELLOW("33", "39"),
    ALARM("1;31", "22;39");

    private final String on;
    private final String off;

    Style(String on, String off) {
      this.on = "\u001b[" + on + "m";
      this.off = "\u001b[" + off + "m";
    }

    String of(String text) {
      return on + text + off;
    }
  }

  private final boolean colours;

  /** Creates a painter that leaves all as it is unless {@code colours}. */
  Paint(boolean colours) {
    this.colours = colours;
  }

  /** Whether it changes anything. */
  boolean hasColours() {
    return colours;
  }

  /** A report, one or several lines, coloured. */
  String report(String text) {
    return colours
        ? Stream.of(text.split("\n", -1)).map(Paint::line).collect(Collectors.joining("\n"))
        : text;
  }

  private static String line(String text) {
    String line = text;
    for (Rule rule : RULES) {
      line = apply(rule, line);
    }
    return line;
  }

  private static String apply(Rule rule, String line) {
    Matcher matcher = rule.pattern().matcher(line);
    StringBuilder text = new StringBuilder();
    int done = 0;
    while (matcher.find()) {
      for (String group : List.of("bold", "warn", "good", "bad")) {
        Style style = rule.styles().get(group);
        if (style != null) {
          text.append(line, done, matcher.start(group)).append(style.of(matcher.group(group)));
          done = matcher.end(group);
        }
      }
    }
    return text.append(line.substring(done)).toString();
  }
}
