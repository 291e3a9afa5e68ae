package io.splitproof.fuzz.exhaustive;

import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.Set;

/**
 * What to explore.
 *
 * @param variant what is judged
 * @param machine where; with a small geometry
 * @param checks what judges
 * @param depth operations in the longest sequences, at least 1
 * @param workers threads, at least 1; results do not depend on it
 */
public record ExplorationSettings(
    Variant variant, MachineConfig machine, Set<CheckName> checks, int depth, int workers) {

  /** Operations in the longest sequences that may be asked for. */
  public static final int MAX_DEPTH = 32;
}
