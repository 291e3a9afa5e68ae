package io.splitproof.impl.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Which line of the kernel an instruction of an executor comes from. */
final class SourceLines {

  private static final Pattern TREE = Pattern.compile("^/.*?/(?=(arch/arm64|mm|lib|include)/)");

  private final Path executor;
  private final Map<Long, String> known = new HashMap<>();

  /** Creates it for the file of an executor. */
  SourceLines(Path executor) {
    this.executor = executor;
  }

  /** Function, file and line of the instruction at {@code address}; the address if none knows. */
  String of(long address) {
    return known.computeIfAbsent(address, this::ask);
  }

  private String ask(long address) {
    String number = "0x" + Long.toHexString(address);
    try {
      Process process =
          new ProcessBuilder("addr2line", "-f", "-i", "-e", executor.toString(), number)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      try (BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(
                  process.getInputStream(), StandardCharsets.UTF_8))) {
        return text(answer.lines().toList(), number);
      }
    } catch (IOException e) {
      return number;
    }
  }

  /** Of functions that became parts of each other, the innermost and the one that is called. */
  private static String text(List<String> lines, String number) {
    int last = lines.size() - 2;
    if (last < 0 || lines.get(1).startsWith("?")) {
      return number;
    }
    String inner = text(lines.get(0), lines.get(1));
    return last == 0 ? inner : inner + ", part of " + text(lines.get(last), lines.get(last + 1));
  }

  private static String text(String function, String line) {
    return function + " (" + inTree(line.replaceAll(" \\(.*", "")) + ")";
  }

  /** A file of a kernel tree by its name there. */
  static String inTree(String file) {
    return TREE.matcher(file).replaceFirst("");
  }
}
