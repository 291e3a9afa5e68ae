package io.splitproof.fuzz.figures;

/**
 * How much is done for a figure.
 *
 * @param cycles modules loaded and unloaded again for the figure about growth
 * @param fragmenting modules loaded and unloaded again before TLB misses are counted
 * @param accesses memory accesses that TLB misses are counted over, after as many that fill it
 * @param seed of all that is drawn by lot
 */
public record Effort(int cycles, int fragmenting, int accesses, long seed) {

  /** What the figures are made with. */
  public static final Effort FULL = new Effort(100_000, 20_000, 500_000, 1);

  /** Enough to see the shape of each figure, in seconds. */
  public static final Effort QUICK = new Effort(4_000, 4_000, 50_000, 1);
}
