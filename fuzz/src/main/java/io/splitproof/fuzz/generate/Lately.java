package io.splitproof.fuzz.generate;

import io.splitproof.oracle.contract.Address;

/** Which pages the last few operations changed, made or gave back. */
final class Lately {

  private static final int KEPT = 4;

  private final Operands.Range[] ranges = new Operands.Range[KEPT];
  private int noted;

  /** Notes a range; one without pages counts as a page. */
  void note(Address address, int pages) {
    ranges[noted++ % KEPT] = new Operands.Range(address, Math.max(1, pages));
  }

  /** One of the last ranges, the very last most often; null if there is none. */
  Operands.Range any(Dice dice) {
    if (noted == 0) {
      return null;
    }
    int back = dice.coin() ? 0 : dice.below(Math.min(noted, KEPT));
    return ranges[(noted - 1 - back) % KEPT];
  }
}
