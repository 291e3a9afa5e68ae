package io.splitproof.fuzz.mutants;

import io.splitproof.oracle.checks.CheckName;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An edit of a kernel's source: a bug, or a change that means nothing.
 *
 * @param name its name
 * @param text what it does, in a line
 * @param file the file to edit, relative to the tree
 * @param function the function the edit is confined to; empty for the whole file
 * @param pattern what is to be found there, once
 * @param replacement what to put there; {@code $1} is the first group
 * @param everywhere whether it is to be found any number of times instead, and each is replaced
 * @param checks the checks that can find it; none of a change that means nothing
 */
public record Mutant(
    String name,
    String text,
    String file,
    String function,
    Pattern pattern,
    String replacement,
    boolean everywhere,
    Set<CheckName> checks) {

  /** Copies the set. */
  public Mutant {
    checks = Set.copyOf(checks);
  }

  /** Whether it changes nothing that matters, so that nothing may be found. */
  public boolean isHarmless() {
    return checks.isEmpty();
  }

  /**
   * The text of its file with the edit.
   *
   * @throws MisfitException if the function or the pattern is not there, or more often than once
   */
  public String edit(String source) {
    Span body = Span.of(source, function);
    String before = body.in(source);
    long found = pattern.matcher(before).results().map(MatchResult::start).count();
    if (found != 1 && !(everywhere && found > 1)) {
      throw new MisfitException(
          "its pattern is " + found + " times in " + (function.isEmpty() ? file : function + "()"));
    }
    String after = pattern.matcher(before).replaceAll(replacement);
    return source.substring(0, body.start()) + after + source.substring(body.end());
  }
}
