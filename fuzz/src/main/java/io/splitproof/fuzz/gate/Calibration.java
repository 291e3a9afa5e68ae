package io.splitproof.fuzz.gate;

/** Work that never changes, of the kind page tables make: reads and writes here and there. */
final class Calibration {

  private static final int WORDS = 1 << 15;
  private static final int STEPS = 200_000;

  private final long[] memory = new long[WORDS];

  /** Does it once; the answer depends on all of it, so that none can be left out. */
  long run() {
    long mixed = 0x9e3779b97f4a7c15L;
    long sum = 0;
    for (int i = 0; i < STEPS; i++) {
      mixed ^= mixed << 13;
      mixed ^= mixed >>> 7;
      mixed ^= mixed << 17;
      int at = (int) (mixed >>> 40) & (WORDS - 1);
      memory[at] += mixed;
      sum ^= memory[(at + (int) sum) & (WORDS - 1)];
    }
    return sum;
  }
}
