package io.splitproof.fuzz.program;

import io.splitproof.oracle.contract.Interleaving;
import java.util.ArrayList;
import java.util.List;

/**
 * Interleavings as a byte and a 64-bit word. Most values of the byte mean that the step runs by
 * itself; the others say of what kind the interleaving is, how many turns it has, and how the word
 * is to be read. Programs are written with exact turns; random bytes as often have small ones.
 */
final class TurnBytes {

  /** Values of the byte below this mean no interleaving. */
  private static final int FIRST = 228;

  /** An interrupt, or from 1 to 6 turns of two CPUs. */
  private static final int KINDS = 1 + Interleaving.MAX_TURNS;

  /** Where the word keeps bits 8 and 9 of each turn. */
  private static final int HIGH_BITS = 8 * Interleaving.MAX_TURNS;

  private TurnBytes() {}

  /** What the byte {@code kind} and the word {@code turns} mean; null for no interleaving. */
  static Interleaving beside(int kind, long turns) {
    if (kind < FIRST) {
      return null;
    }
    int count = (kind - FIRST) % KINDS;
    boolean exact = (kind - FIRST) / KINDS % 2 == 0;
    List<Integer> stores = new ArrayList<>();
    for (int i = 0; i < Math.max(1, count); i++) {
      int low = (int) (turns >>> 8 * i) & 0xff;
      int high = (int) (turns >>> HIGH_BITS + 2 * i) & 3;
      stores.add(exact ? high << 8 | low : small(low));
    }
    return new Interleaving(count == 0, stores);
  }

  /** Mostly a few stores, now and then as many as some contiguous group or table has entries. */
  private static int small(int low) {
    if (low < 192) {
      return low & 7;
    }
    return low < 240 ? low & 31 : Math.min(16 << (low & 7), Interleaving.MAX_STORES);
  }

  /** The byte for {@code beside}. */
  static int kind(Interleaving beside) {
    if (beside == null) {
      return 0;
    }
    return FIRST + (beside.interrupt() ? 0 : beside.turns().size());
  }

  /** The word for {@code beside}. */
  static long turns(Interleaving beside) {
    long turns = 0;
    int count = beside == null ? 0 : beside.turns().size();
    for (int i = 0; i < count; i++) {
      long stores = beside.turns().get(i);
      turns |= (stores & 0xff) << 8 * i | stores >>> 8 << HIGH_BITS + 2 * i;
    }
    return turns;
  }
}
