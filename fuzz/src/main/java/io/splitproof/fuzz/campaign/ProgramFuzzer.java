package io.splitproof.fuzz.campaign;

import com.code_intelligence.jazzer.api.Jazzer;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.Fleet;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import java.util.Arrays;

/**
 * The target for Jazzer's own command line, and for services that run it. Run it with {@code
 * --trace=cov --instrumentation_includes=io.splitproof.impl.**
 * --instrumentation_excludes=io.splitproof.impl.memory.**}. System properties say what is fuzzed:
 * {@code splitproof.variant} a variant, {@code splitproof.clients=any} clients that may do
 * anything, {@code splitproof.checks} which checks judge, commas between them.
 */
public final class ProgramFuzzer {

  private static final Variant VARIANT =
      Variants.named(System.getProperty("splitproof.variant", Variants.byDefault().name()));

  private static final ProgramInputs INPUTS =
      new ProgramInputs(
          System.getProperty("splitproof.clients", "").equals(Clients.ANY.toString())
              ? Clients.ANY
              : Clients.WELL_BEHAVED,
          null,
          Fleet.of(VARIANT));

  private static final Trial TRIAL =
      new Trial(
          VARIANT,
          Checks.parse(System.getProperty("splitproof.checks", "all")),
          Jazzer::exploreState);

  private ProgramFuzzer() {}

  /**
   * Runs the program that {@code input} stands for.
   *
   * @throws DivergenceException if judge and judged disagree
   */
  public static void fuzzerTestOneInput(byte[] input) {
    // Which programs end with a walk of everything depends on them alone, so that a crash file
    // shows by itself what it showed in the search.
    boolean audit = Arrays.hashCode(input) % Trial.AUDIT_EVERY == 0;
    RunResult result = TRIAL.runAlone(INPUTS.read(input), audit);
    if (!result.isClean()) {
      throw new DivergenceException(result.divergence());
    }
  }
}
