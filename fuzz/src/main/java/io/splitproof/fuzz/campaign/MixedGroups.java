package io.splitproof.fuzz.campaign;

import io.splitproof.oracle.arch.Geometry;

/**
 * Whether some contiguous group was changed in part and kept its mark. Stores to one group come one
 * after the other, so it is enough to count them.
 */
final class MixedGroups {

  private static final int ENTRY_BYTES = Long.BYTES;

  private final int contPtes;
  private final int contPmds;
  private boolean any;
  private long groupPa;
  private int groupSize;
  private int stores;

  /** No mixed group yet, of groups of these sizes. */
  MixedGroups(int contPtes, int contPmds) {
    this.contPtes = contPtes;
    this.contPmds = contPmds;
  }

  /** Whether there was one. */
  boolean any() {
    return any;
  }

  /** An entry at {@code pa} that carries the mark was changed and still carries it. */
  void stored(long pa, boolean page) {
    int size = page ? contPtes : contPmds;
    long start = Geometry.alignDown(pa, (long) size * ENTRY_BYTES);
    if (start != groupPa || stores == groupSize) {
      operationEnded();
      groupPa = start;
      groupSize = size;
    }
    stores++;
  }

  /** Nothing more comes of the group stored to last. */
  void operationEnded() {
    any |= stores % Math.max(1, groupSize) != 0;
    stores = 0;
    groupSize = 0;
  }
}
