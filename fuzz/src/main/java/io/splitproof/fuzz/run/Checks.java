package io.splitproof.fuzz.run;

import io.splitproof.oracle.checks.CheckName;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Sets of checks as people write them: {@code permission,tlb}, or {@code all}. */
public final class Checks {

  /** Every check there is. */
  public static final Set<CheckName> ALL =
      Collections.unmodifiableSet(EnumSet.allOf(CheckName.class));

  private static final String ALL_TEXT = "all";

  private Checks() {}

  /**
   * Reads names with commas between them.
   *
   * @throws IllegalArgumentException if one of them is no check; the message lists those there are
   */
  public static Set<CheckName> parse(String text) {
    if (text.equals(ALL_TEXT)) {
      return ALL;
    }
    EnumSet<CheckName> checks = EnumSet.noneOf(CheckName.class);
    for (String name : text.split(",", -1)) {
      checks.add(named(name.strip()));
    }
    return Collections.unmodifiableSet(checks);
  }

  private static CheckName named(String name) {
    for (CheckName check : CheckName.values()) {
      if (check.text().equals(name)) {
        return check;
      }
    }
    String known = list(ALL).replace(",", ", ");
    throw new IllegalArgumentException("no check '" + name + "'; known: " + known);
  }

  /** What {@link #parse} reads back: {@code all}, or the names in the order reports use. */
  public static String text(Set<CheckName> checks) {
    return checks.containsAll(ALL) ? ALL_TEXT : list(checks);
  }

  private static String list(Set<CheckName> checks) {
    return Arrays.stream(CheckName.values())
        .filter(checks::contains)
        .map(CheckName::text)
        .collect(Collectors.joining(","));
  }
}
