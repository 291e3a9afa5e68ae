package io.splitproof.fuzz.gate;

import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a gate is to do.
 *
 * @param variant what is judged
 * @param checks which checks judge it
 * @param budget how long all of it may take, from the first stage on
 * @param workers processes or threads side by side, at least 1
 * @param seed where all random choices start
 * @param shelf folder of the folders {@code seeds}, {@code regressions}, {@code checks}, {@code
 *     bugs}
 * @param findings folder for what the campaign finds; it exists and can be written
 * @param baseline what to compare with, or null
 * @param baselineFile where that is, or null
 * @param threshold by how much the median may be worse than the baseline's, above 0: 0.2 for 20 %
 */
public record GateSettings(
    Variant variant,
    Set<CheckName> checks,
    Duration budget,
    int workers,
    long seed,
    Path shelf,
    Path findings,
    Baseline baseline,
    Path baselineFile,
    double threshold) {

  /** Folders that a shelf holds. */
  public static final List<String> SHELF = List.of("regressions", "bugs", "checks", "seeds");
}
