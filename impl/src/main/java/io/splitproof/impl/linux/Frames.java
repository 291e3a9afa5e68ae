package io.splitproof.impl.linux;

import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Placement;
import java.util.Arrays;

/** Frames for areas and blocks, placed as the program wishes. */
public final class Frames {

  private final Kernel kernel;
  private final Blocks blocks;

  Frames(Kernel kernel, Blocks blocks) {
    this.kernel = kernel;
    this.blocks = blocks;
  }

  /**
   * Frames for {@code pages} pages, contiguous in pieces of {@code piece}; null if there are
   * none.
   */
  long[] take(int pages, int piece, Placement placement) {
    if (placement instanceof Placement.Exact exact) {
      return exact.pfns();
    }
    if (placement instanceof Placement.Lent lent) {
      return lend(pages, lent);
    }
    Placement.Near near = (Placement.Near) placement;
    return piece > 1 ? takePieces(pages, piece, near) : takeSingles(pages, near);
  }

  private long[] lend(int pages, Placement.Lent lent) {
    Block block = blocks.get(lent.block());
    if (block == null) {
      return null;
    }
    int stride = Math.max(1, lent.stride());
    long last = lent.page() + (pages - 1L) * stride;
    if (lent.page() < 0 || last >= block.pages()) {
      return null;
    }
    long[] pfns = new long[pages];
    for (int i = 0; i < pages; i++) {
      pfns[i] = block.pfn() + lent.page() + (long) i * stride;
    }
    return pfns;
  }

  private long[] takeSingles(int pages, Placement.Near near) {
    long[] pfns = new long[pages];
    long next = near.pfn();
    for (int i = 0; i < pages; i++) {
      kernel.events().allocationTried(FaultPlan.Scope.FRAME);
      long pfn = kernel.faults.fails(FaultPlan.Scope.FRAME) ? -1 : kernel.frames.takeFrom(next);
      if (pfn < 0) {
        kernel.events().allocationFailed(FaultPlan.Scope.FRAME);
        giveBack(Arrays.copyOf(pfns, i));
        return null;
      }
      kernel.freePages.map(pfn, 1);
      pfns[i] = pfn;
      next = pfn + Math.max(1, near.stride());
    }
    return pfns;
  }

  private long[] takePieces(int pages, int piece, Placement.Near near) {
    long first = takeContiguous(near.pfn(), pages, piece);
    if (first < 0) {
      return null;
    }
    long[] pfns = new long[pages];
    for (int i = 0; i < pages; i++) {
      pfns[i] = first + i;
    }
    return pfns;
  }

  /**
   * {@code pages} neighbouring frames, the first a multiple of {@code align}; -1 if there are
   * none.
   */
  long takeContiguous(long near, long pages, long align) {
    kernel.events().allocationTried(FaultPlan.Scope.FRAME);
    boolean fails = kernel.faults.fails(FaultPlan.Scope.FRAME);
    long first = fails ? -1 : kernel.frames.takeRange(near, pages, align);
    if (first < 0) {
      kernel.events().allocationFailed(FaultPlan.Scope.FRAME);
    } else {
      kernel.freePages.map(first, pages);
    }
    return first;
  }

  /** Gives back neighbouring frames. */
  void giveBackContiguous(long first, long pages) {
    kernel.freePages.unmap(first, pages);
    kernel.frames.releaseRange(first, pages);
    kernel.events().framesFreed(first, pages);
  }

  /** Gives back single frames. */
  void giveBack(long[] pfns) {
    for (long pfn : pfns) {
      kernel.freePages.unmap(pfn, 1);
      kernel.frames.release(pfn);
      kernel.events().framesFreed(pfn, 1);
    }
  }
}
