package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.corpus.CensusResult;
import io.splitproof.fuzz.program.Machines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is in a corpus, for people. */
final class CorpusStatText {

  private static final int WIDTH = 84;
  private static final String INDENT = " ".repeat(15);

  private CorpusStatText() {}

  /**
   * Words it.
   *
   * @param found for each known bug whether it was found; null if nobody asked
   */
  static String of(CensusResult result, Map<String, Boolean> found) {
    StringBuilder text = new StringBuilder();
    row(text, "programs", result.programs() + " (" + result.bytes() + " bytes): "
        + list(result.forms()));
    row(
        text,
        "steps",
        "%d the shortest, %s the median, %d the longest"
            .formatted(result.fewestSteps(), number(result.medianSteps()), result.mostSteps()));
    int ran = result.operations().values().stream().mapToInt(Integer::intValue).sum();
    row(text, "operations", ran + " ran, " + result.skipped() + " left out");
    row(text, "", list(result.operations()));
    long known = result.machines().keySet().stream().filter(name -> !name.equals("other")).count();
    row(text, "machines", known + " of the catalogue's " + Machines.all().size());
    row(text, "", list(result.machines()));
    row(text, "leaves", list(result.leaves()));
    row(text, "resizings", list(result.resizings()));
    row(text, "failures", list(result.failedAllocations()));
    row(text, "interleavings", list(result.interleavings()));
    row(text, "states", Long.toString(result.states()));
    row(text, "divergences", list(result.signatures()));
    if (found != null) {
      long count = found.values().stream().filter(each -> each).count();
      row(text, "known bugs", count + " of " + found.size() + " found");
      List<String> missed = new ArrayList<>();
      found.forEach((name, was) -> missed.addAll(was ? List.of() : List.of(name)));
      row(text, "", missed.isEmpty() ? "" : "missed: " + String.join(", ", missed));
    }
    return text.toString().stripTrailing();
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static String list(Map<String, Integer> counts) {
    List<String> parts = new ArrayList<>();
    counts.forEach((name, count) -> parts.add(name + " " + count));
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }

  private static void row(StringBuilder text, String name, String content) {
    if (content.isEmpty()) {
      return;
    }
    StringBuilder line = new StringBuilder(name + " ".repeat(INDENT.length() - name.length()));
    int start = line.length();
    for (String part : content.split("(?<=,) ")) {
      if (line.length() > start && line.length() + part.length() > start + WIDTH) {
        text.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(INDENT);
        start = line.length();
      }
      line.append(part).append(' ');
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
