package io.splitproof.impl.x86;

import io.splitproof.impl.linux.LeafSplitter;
import io.splitproof.oracle.contract.Outcome;

/**
 * The test interface that splits the direct map and leaves everything else as it is.
 *
 * <p>Source: "x86/mm/cpa: add a test interface to split direct map" of the thread.
 */
final class X86Splitter extends LeafSplitter {

  private final ChangePageAttr changes;

  X86Splitter(X86Kernel kernel) {
    super(kernel);
    this.changes = kernel.changes();
  }

  @Override
  public int split(long start, long end) {
    long pages = end - start >> geometry.pageShift();
    return pages == (int) pages
        ? changes.change(start, (int) pages, 0, 0, true)
        : Outcome.EINVAL;
  }
}
