package io.splitproof.fuzz.run;

import java.util.regex.Pattern;

/** Words as one types them into a shell. */
public final class ShellWord {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellWord() {}

  /** {@code word}, in quotes if a shell would make something else of it. */
  public static String of(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
