package io.splitproof.impl.linux;

/**
 * Splits every leaf of a range down to pages without contiguous marks: the repaint for CPUs without
 * BBML2, and the late KFENCE pool.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/mmu.c}, range_split_to_ptes.
 */
public class RangeToPages implements RangeWalk.Visitor {

  private final Kernel kernel;
  private final LeafSplitter splitter;
  private final RangeWalk walk;
  private boolean maySleep;

  /** Creates what splits ranges down to pages. */
  public RangeToPages(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
    this.kernel = kernel;
    this.splitter = splitter;
    this.walk = walk;
  }

  /** Splits [{@code start}, {@code end}); returns 0 or an errno. */
  public int split(long start, long end, boolean maySleep) {
    this.maySleep = maySleep;
    kernel.enterLazyMode();
    int result = walk.walk(start, end, this);
    kernel.leaveLazyMode();
    return result;
  }

  @Override
  public int pud(long entryPa, long addr, long next) {
    long entry = kernel.read(entryPa);
    return kernel.entries.pudLeaf(entry) ? splitter.splitPud(entryPa, entry, false, maySleep) : 0;
  }

  @Override
  public int pmd(long entryPa, long addr, long next) {
    long entry = kernel.read(entryPa);
    if (!kernel.entries.pmdLeaf(entry)) {
      return RangeWalk.DESCEND;
    }
    if (kernel.entries.contiguous(entry)) {
      splitter.dropContPmd(entryPa);
    }
    int result = splitter.splitPmd(entryPa, entry, false, maySleep);
    return result != 0 ? result : RangeWalk.CONTINUE;
  }

  @Override
  public int ptes(long entryPa, int count) {
    for (long pa = entryPa; pa < entryPa + 8L * count; pa += 8) {
      if (kernel.entries.contiguous(kernel.read(pa))) {
        splitter.dropContPte(pa);
      }
    }
    return 0;
  }
}
