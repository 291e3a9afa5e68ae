package io.splitproof.impl.linux;

import io.splitproof.oracle.contract.Design;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bbml2;

/**
 * RFC version 2 of January 2025, on Linux 6.13: the linear map has blocks if the CPU has BBML2, by
 * an allowlist, else nothing but pages; what a change touches is split all the way down.
 *
 * <p>What the thread does not say is filled like this. BBML2 is a feature of the boot CPU which
 * every other CPU must have as well, as there is nothing yet that goes back to pages later: one
 * that does not have it is refused, there is no machine where only some do, and the kernel may
 * split from its first day on, a realm's first pages included. Each leaf that the range reaches
 * into becomes pages, where later versions only split at its two ends; the pieces have no
 * contiguous marks. What was no part of the series is that of version 7: entries lose their valid
 * bit and nothing else, tests for leaves want it, and kprobes pages keep a writable alias.
 *
 * <p>Source: the RFC thread (seed 000); its cover letter is all that is in there.
 */
public final class LinuxRfcV2 extends LinuxV7 {

  @Override
  public String name() {
    return "rfc-v2";
  }

  @Override
  public String provenance() {
    return "arm64: support FEAT_BBM level 2 and large block mapping when rodata=full, RFC v2";
  }

  @Override
  public Design design() {
    return Design.RFC_V2;
  }

  @Override
  public boolean runsOn(MachineConfig config) {
    return super.runsOn(config) && (config.bbml2() != Bbml2.BOOT || config.cpus() == 1);
  }

  @Override
  protected LeafSplitter splitter(Kernel kernel) {
    return new StraightToPages(kernel);
  }

  @Override
  protected Boot boot(Kernel kernel, LinearMap linearMap, Repaint repaint, KfencePool kfence) {
    return new Boot(kernel, linearMap, repaint, kfence) {
      @Override
      protected boolean isAdmitted(boolean bbml2) {
        return bbml2 || !bootCpuHasBbml2(kernel);
      }
    };
  }

  private static boolean bootCpuHasBbml2(Kernel kernel) {
    return kernel.config.bbml2() != Bbml2.NONE;
  }

  /** Makes pages of every leaf that the range reaches into, in order. */
  private static final class StraightToPages extends V7Splitter {

    private final RangeWalk walk;
    private final RangeToPages toPages;

    StraightToPages(Kernel kernel) {
      super(kernel);
      walk = new RangeWalk(kernel);
      toPages = new RangeToPages(kernel, this, walk);
    }

    @Override
    protected int refusal(long start) {
      return bootCpuHasBbml2(kernel) ? PROCEED : 0;
    }

    /** The lock is for whoever finds something to split, which who may not sleep never does. */
    @Override
    protected int splitLocked(long start, long end) {
      boolean some = walk.walk(start, end, new Finder(kernel)) == Finder.FOUND;
      return some ? super.splitLocked(start, end) : 0;
    }

    @Override
    protected int splitBoundaries(long start, long end) {
      return toPages.split(start, end, true);
    }
  }

  /** Ends a walk at the first leaf that is more than a page. */
  private record Finder(Kernel kernel) implements RangeWalk.Visitor {

    static final int FOUND = -1;

    @Override
    public int pud(long entryPa, long addr, long next) {
      return kernel.entries.pudLeaf(kernel.read(entryPa)) ? FOUND : RangeWalk.DESCEND;
    }

    @Override
    public int pmd(long entryPa, long addr, long next) {
      return kernel.entries.pmdLeaf(kernel.read(entryPa)) ? FOUND : RangeWalk.DESCEND;
    }

    @Override
    public int ptes(long entryPa, int count) {
      for (int i = 0; i < count; i++) {
        if (kernel.entries.contiguous(kernel.read(entryPa + 8L * i))) {
          return FOUND;
        }
      }
      return 0;
    }
  }
}
