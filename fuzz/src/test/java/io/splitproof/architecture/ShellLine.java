package io.splitproof.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a fenced {@code sh} block.
 *
 * @param text the command, without comment
 * @param status the exit status the comment promises, else 0
 */
record ShellLine(String text, int status) {

  private static final Pattern PROMISE = Pattern.compile("#.*exit status ([0-9]+).*");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /** Every command in the {@code sh} blocks of a Markdown text, in order. */
  static List<ShellLine> in(List<String> markdown) {
    List<ShellLine> commands = new ArrayList<>();
    boolean inside = false;
    for (String line : markdown) {
      if (line.startsWith("```")) {
        inside = line.equals("```sh");
      } else if (inside && !line.isBlank() && !line.startsWith("#")) {
        commands.add(parse(line));
      }
    }
    return commands;
  }

  private static ShellLine parse(String line) {
    int comment = line.indexOf(" #");
    String promise = comment < 0 ? "" : line.substring(comment + 1);
    Matcher status = PROMISE.matcher(promise);
    String command = comment < 0 ? line : line.substring(0, comment);
    return new ShellLine(
        command.strip(), status.matches() ? Integer.parseInt(status.group(1)) : 0);
  }

  /** The words as the shell would hand them over; knows single quotes, and no patterns. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(word.group(1) != null ? word.group(1) : word.group(2));
    }
    return words;
  }
}
