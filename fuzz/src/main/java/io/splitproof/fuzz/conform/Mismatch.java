package io.splitproof.fuzz.conform;

import java.util.Locale;

/**
 * One thing the machine did otherwise than the recording says.
 *
 * @param kind what was compared
 * @param line line of the recording
 * @param step the recorded operation, or what the recorder did by itself
 * @param recorded what the recording says
 * @param found what the machine did
 */
public record Mismatch(Kind kind, int line, String step, String recorded, String found) {

  /** What was compared. */
  public enum Kind {
    /** The return code. */
    STATUS,
    /** Warnings. */
    WARNINGS,
    /** Splits. */
    SPLITS,
    /** Table allocations. */
    TABLES,
    /** How many tables can still be had before one cannot. */
    FAILPOINT,
    /** TLB invalidations. */
    FLUSHES,
    /** An entry of an object's page. */
    STATE,
    /** Where such an entry leads. */
    OUTPUT_ADDRESS,
    /** A guard page's entry. */
    GUARD,
    /** Counts over the whole linear map. */
    COUNTS,
    /** Runs of the linear map. */
    RUNS,
    /** The judge disagrees although the caller did nothing wrong. */
    ORACLE
  }

  @Override
  public String toString() {
    return "%s at line %d%n  %s%n  recorded: %s%n  found:    %s"
        .formatted(kind.name().toLowerCase(Locale.ROOT), line, step, recorded, found);
  }
}
