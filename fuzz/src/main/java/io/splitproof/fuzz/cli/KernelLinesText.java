package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.report.FileLines;
import io.splitproof.impl.kernel.SourceLine;
import java.util.SortedMap;

/** Which lines of the kernel were reached, as text. */
final class KernelLinesText {

  private KernelLinesText() {}

  /** A part for each file: how much of it, and of each function what was left out. */
  static String of(SortedMap<SourceLine, Boolean> lines) {
    StringBuilder text = new StringBuilder();
    for (FileLines file : FileLines.of(lines)) {
      text.append(file.file()).append(": ").append(file.reached()).append(" of ");
      text.append(file.all()).append(" lines reached\n");
      for (FileLines.Function function : file.partly()) {
        text.append("  ").append(function.name()).append(" without ");
        text.append(function.missing()).append('\n');
      }
      if (!file.never().isEmpty()) {
        text.append("  never called: ").append(String.join(" ", file.never())).append('\n');
      }
    }
    return text.toString();
  }
}
