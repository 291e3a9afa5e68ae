package io.splitproof.bench;

/**
 * A Jazzer target that does nothing: what is left when the judged and the judge are taken away.
 * Run it beside a campaign with {@code com.code_intelligence.jazzer.Jazzer
 * --target_class=io.splitproof.bench.EmptyFuzzer --trace=cov -max_total_time=20}.
 */
public final class EmptyFuzzer {

  private EmptyFuzzer() {}

  /** Does nothing. */
  public static void fuzzerTestOneInput(byte[] input) {}
}
