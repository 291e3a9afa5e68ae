package io.splitproof.impl.collapse;

import io.splitproof.impl.linux.LeafSplitter;

/** Splits as Linux 7.2 does, and keeps what somebody asked for by itself. */
public class CollapsingSplitter extends LeafSplitter {

  private final CollapsingKernel kernel;

  /** Creates a splitter for {@code kernel}. */
  public CollapsingSplitter(CollapsingKernel kernel) {
    super(kernel);
    this.kernel = kernel;
  }

  /** Who asks for a split relies on it later: no leaf grows across either end again. */
  @Override
  public int split(long start, long end) {
    boolean newStart = isKept(start) && kernel.keepEnd(start);
    boolean newEnd = isKept(end) && kernel.keepEnd(end);
    int result = super.split(start, end);
    if (result != 0 && newStart) {
      kernel.forgetEnds(start, start);
    }
    if (result != 0 && newEnd) {
      kernel.forgetEnds(end, end);
    }
    return result;
  }

  private boolean isKept(long va) {
    return geometry.inLinearMap(va) && (va & geometry.pageBytes() - 1) == 0;
  }

  /** Splits for a change of attributes, which may be undone. */
  public final int splitForNow(long start, long end) {
    return super.split(start, end);
  }

  /** The same for a caller who holds the lock. */
  final int splitHoldingLock(long start, long end) {
    int answer = answer(start, end);
    return answer != PROCEED ? answer : splitHeld(start, end);
  }
}
