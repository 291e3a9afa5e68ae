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
   */
  public record Verdict(String variant, String signature) {}

  /**
   * Runs {@code program} on each of {@code variants}.
   *
   * @param wanted the signature to look for; null for what the last variant shows
   */
  public static Bisection of(
      Program program, List<Variant> variants, Set<CheckName> checks, String wanted) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Variant variant : variants) {
      RunResult result = Runner.thorough(variant, checks).run(program);
      String signature = result.isClean() ? null : result.divergence().signature();
      verdicts.add(new Verdict(variant.name(), signature));
    }
    String last = verdicts.get(verdicts.size() - 1).signature();
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
