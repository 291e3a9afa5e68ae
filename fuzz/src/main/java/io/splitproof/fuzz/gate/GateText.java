package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.gate.Case.Broken;
import io.splitproof.fuzz.gate.Case.Faulty;
import io.splitproof.fuzz.gate.Case.Passed;
import io.splitproof.fuzz.gate.Case.Skipped;
import io.splitproof.fuzz.run.Checks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A gate in words. */
public final class GateText {

  /** Names listed before the rest is only counted; faults explained before the rest is named. */
  private static final int FEW = 6;

  private GateText() {}

  /** A stage in one line. */
  static String line(StageResult stage) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%-12s %d passed", stage.name(), passed(stage)));
    add(text, stage.count(Faulty.class), "failed");
    add(text, stage.count(Broken.class), "broken");
    add(text, stage.count(Skipped.class), "skipped");
    return text.append(String.format(Locale.ROOT, ", %.1f s", stage.seconds())).toString();
  }

  private static long passed(StageResult stage) {
    return stage.count(Passed.class);
  }

  private static void add(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(", ").append(count).append(' ').append(what);
    }
  }

  /** All of it; the last line is the verdict. No newline at the end. */
  public static String report(GateResult result) {
    GateSettings settings = result.settings();
    StringBuilder text = new StringBuilder();
    text.append("variant      ").append(settings.variant().name());
    text.append("\nchecks       ").append(Checks.text(settings.checks()));
    text.append("\nseed         ").append(settings.seed()).append('\n');
    for (StageResult stage : result.stages()) {
      text.append(line(stage)).append('\n');
      skipped(text, stage);
      stage.cases().forEach(one -> tell(text, stage, one));
    }
    int told = 0;
    for (List<Fault> faults : bySignature(result).values()) {
      tell(text, faults, told++ < FEW);
    }
    return text.append(verdict(result)).toString();
  }

  private static Map<String, List<Fault>> bySignature(GateResult result) {
    return result.faults().stream()
        .collect(Collectors.groupingBy(Fault::signature, LinkedHashMap::new, Collectors.toList()));
  }

  static void skipped(StringBuilder text, StageResult stage) {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (Case one : stage.cases()) {
      if (one.result() instanceof Skipped skipped) {
        reasons.computeIfAbsent(skipped.why(), why -> new ArrayList<>()).add(one.name());
      }
    }
    reasons.forEach(
        (why, names) ->
            text.append("  skipped, ").append(why).append(": ").append(few(names)).append('\n'));
  }

  /** What the few long cases came to, and what went wrong with the harness. */
  static void tell(StringBuilder text, StageResult stage, Case one) {
    if (one.result() instanceof Broken broken) {
      text.append("  BROKEN ").append(one.name()).append(": ").append(broken.text()).append('\n');
    } else if (one.result() instanceof Passed passed && isLong(stage)) {
      text.append("  ").append(one.name()).append(": ").append(passed.note()).append('\n');
    }
  }

  /**
   * A fault once, however many programs show it.
   *
   * @param whole whether to explain it
   */
  static void tell(StringBuilder text, List<Fault> faults, boolean whole) {
    Fault first = faults.get(0);
    text.append("\nFAILED ").append(first.signature());
    if (whole) {
      text.append("\n  ").append(first.text().strip().replace("\n", "\n  "));
    }
    text.append("\n  ").append(first.file()).append(':').append(first.line());
    text.append(first.command().isEmpty() ? "" : "\n  " + first.command());
    if (faults.size() > 1) {
      List<String> others =
          faults.stream().skip(1).map(fault -> fault.file().getFileName().toString()).toList();
      text.append("\n  also in ").append(few(others));
    }
    text.append('\n');
  }

  private static String few(List<String> names) {
    String shown = names.stream().limit(FEW).collect(Collectors.joining(", "));
    return names.size() <= FEW ? shown : shown + " and " + (names.size() - FEW) + " more";
  }

  private static boolean isLong(StageResult stage) {
    return stage.cases().size() < 20;
  }

  /** The verdict in one line. */
  public static String verdict(GateResult result) {
    String name = result.settings().variant().name();
    String counts =
        String.format(
            Locale.ROOT,
            "%s passed, %d skipped, %.0f s",
            cases(result.count(Passed.class)),
            result.count(Skipped.class),
            result.seconds());
    return switch (result.verdict()) {
      case PASSED -> "gate: PASSED " + name + ": " + counts;
      case FAILED ->
          "gate: FAILED " + name + ": " + signatures(result) + " found in "
              + cases(result.count(Faulty.class)) + "; " + counts;
      case BROKEN ->
          "gate: BROKEN " + name + ": no verdict"
              + (result.stopped() ? ", stopped before its time; " : "; ") + counts;
    };
  }

  static String cases(long count) {
    return count + (count == 1 ? " case" : " cases");
  }

  private static String signatures(GateResult result) {
    long different = result.faults().stream().map(Fault::signature).distinct().count();
    return different == 1 ? "1 fault" : different + " different faults";
  }
}
