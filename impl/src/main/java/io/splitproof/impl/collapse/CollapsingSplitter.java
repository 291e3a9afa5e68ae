package io.splitproof.impl.collapse;

import io.splitproof.impl.linux.LeafSplitter;
import io.splitproof.oracle.contract.MachineEvents.Lock;

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
    kernel.lock(Lock.SPLIT);
    int result = splitHoldingLock(start, end);
    if (result == 0) {
      keepEnd(start);
      keepEnd(end);
    }
    kernel.unlock(Lock.SPLIT);
    return result;
  }

  private void keepEnd(long va) {
    if (geometry.inLinearMap(va) && (va & geometry.pageBytes() - 1) == 0) {
      kernel.keepEnd(va);
    }
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
