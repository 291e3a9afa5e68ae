package io.splitproof.fuzz.replay;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which of several variants, in an order their user gives, first shows a finding. All of them run:
 * it costs little, and a finding may come and go.
 *
 * @param wanted the signature looked for; null if there is none
 * @param verdicts what each variant showed, in order
 * @param first the first that showed it, or null
 */
public record Bisection(String wanted, List<Verdict> verdicts, String first) {

  /**
   * What one variant showed.
   *
   * @param variant its name
   * @param signature what it showed, or null
   * @param ran whether it has the program's machine; if not, it was left out
   */
  public record Verdict(String variant, String signature, boolean ran) {}

  /**
   * Runs {@code program} on each of {@code variants}, of which at least one has its machine.
   *
   * @param wanted the signature to look for; null for what the last that runs shows
   */
  public static Bisection of(
      Program program, List<Variant> variants, Set<CheckName> checks, String wanted) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Variant variant : variants) {
      if (!variant.runsOn(program.machine())) {
        verdicts.add(new Verdict(variant.name(), null, false));
        continue;
      }
      RunResult result = Runner.thorough(variant, checks).run(program);
      String signature = result.isClean() ? null : result.divergence().signature();
      verdicts.add(new Verdict(variant.name(), signature, true));
    }
    String last =
        verdicts.stream()
            .filter(Verdict::ran)
            .reduce((one, next) -> next)
            .orElseThrow()
            .signature();
    String signature = wanted == null ? last : wanted;
    String first =
        verdicts.stream()
            .filter(it -> signature != null && Objects.equals(it.signature(), signature))
            .map(Verdict::variant)
            .findFirst()
            .orElse(null);
    return new Bisection(signature, List.copyOf(verdicts), first);
  }
}
