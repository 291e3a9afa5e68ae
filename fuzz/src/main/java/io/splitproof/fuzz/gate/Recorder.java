package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Measures a baseline. */
public final class Recorder {

  private static final int SAMPLES = 10;

  private Recorder() {}

  /**
   * Measures {@code variant}, process after process.
   *
   * @param progress told about each sample, in a line
   * @param stop whether to end early
   * @return the baseline, or null if it was stopped
   * @throws IOException if a process cannot be started or fails
   */
  public static Baseline record(
      Variant variant,
      Set<CheckName> checks,
      long seed,
      Consumer<String> progress,
      BooleanSupplier stop)
      throws IOException {
    List<Sample> samples = new ArrayList<>();
    while (samples.size() < SAMPLES) {
      if (stop.getAsBoolean()) {
        return null;
      }
      samples.add(Measurement.fork(variant, checks, seed + samples.size()));
      progress.accept("sample " + samples.size() + " of " + SAMPLES);
    }
    return new Baseline(
        Baseline.FORMAT,
        Baseline.checksum(seed),
        variant.name(),
        Checks.text(checks),
        seed,
        Runtime.version().toString(),
        List.copyOf(samples));
  }
}
