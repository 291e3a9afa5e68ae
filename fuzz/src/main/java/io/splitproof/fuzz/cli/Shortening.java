package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.minimize.Limits;
import io.splitproof.fuzz.minimize.Minimized;
import io.splitproof.fuzz.minimize.Minimizer;
import io.splitproof.fuzz.program.MachineText;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A program before and after.
 *
 * @param file where it was
 * @param variant what it shows a fault of
 * @param signature what it shows, before and after
 * @param original the program as it was
 * @param result what came of it
 */
record Shortening(
    Path file, Variant variant, String signature, Program original, Minimized result) {

  /**
   * Minimises a program.
   *
   * @return null if it shows nothing
   */
  static Shortening of(
      CrashFile crash,
      Variant variant,
      Set<CheckName> checks,
      Limits limits,
      Consumer<Program> progress) {
    RunResult shown = Runner.thorough(variant, checks).run(crash.program());
    if (shown.isClean()) {
      return null;
    }
    String signature = shown.divergence().signature();
    Minimized result =
        Minimizer.of(variant, checks, signature, limits, progress).minimize(crash.program());
    return new Shortening(crash.file(), variant, signature, crash.program(), result);
  }

  Program minimized() {
    return result.program();
  }

  /** The program as it is written to a file: what it shows, then its text. */
  String text() {
    return "# variant " + variant.name() + "\n# finds " + signature + "\n"
        + ProgramText.print(minimized());
  }

  /** What is gone, on one line. */
  String removed() {
    List<String> gone = new ArrayList<>();
    add(gone, "steps", count(original, step -> true), count(minimized(), step -> true));
    Predicate<Step> together = step -> step.beside() != null;
    add(gone, "interleavings", count(original, together), count(minimized(), together));
    Predicate<Step> failing = step -> step.plan() != null;
    add(gone, "plans", count(original, failing), count(minimized(), failing));
    if (original.clients() != minimized().clients()) {
      gone.add("clients " + original.clients() + " -> " + minimized().clients());
    }
    String machine = machine();
    if (!machine.isEmpty()) {
      gone.add("machine " + machine);
    }
    if (gone.isEmpty() && !original.equals(minimized())) {
      gone.add("operands simplified");
    }
    String what = gone.isEmpty() ? "minimal already" : String.join(", ", gone);
    String early = result.complete() ? "" : "; stopped early, there may be a simpler one";
    return what + " (" + result.executions() + " runs)" + early;
  }

  private static long count(Program program, Predicate<Step> which) {
    return program.steps().stream().filter(which).count();
  }

  private static void add(List<String> gone, String what, long before, long after) {
    if (before != after) {
      gone.add(what + " " + before + " -> " + after);
    }
  }

  /** What it says of the machine that it says no longer. */
  private String machine() {
    List<String> words = pairs(MachineText.print(original.machine()));
    List<String> left = pairs(MachineText.print(minimized().machine()));
    List<String> gone = new ArrayList<>(words);
    gone.removeAll(left);
    List<String> instead = new ArrayList<>(left);
    instead.removeAll(words);
    gone.removeIf(word -> word.startsWith("kernel "));
    instead.removeIf(word -> word.startsWith("kernel "));
    if (gone.isEmpty() && instead.isEmpty()) {
      return "";
    }
    return String.join(" ", gone)
        + (instead.isEmpty() ? " gone" : " -> " + String.join(" ", instead));
  }

  /** The geometry, then keys with their values, then flags. */
  private static List<String> pairs(String machine) {
    String[] words = machine.split(" ");
    List<String> pairs = new ArrayList<>(List.of(words[0]));
    for (int i = 1; i < words.length; i++) {
      boolean flag = List.of("debug_pagealloc", "realm", "kpti", "bti").contains(words[i]);
      pairs.add(flag ? words[i] : words[i] + " " + words[++i]);
    }
    return pairs;
  }
}
