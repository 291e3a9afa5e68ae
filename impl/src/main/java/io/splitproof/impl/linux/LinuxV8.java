package io.splitproof.impl.linux;

/**
 * Version 8 of the series, which Linux 6.18 took. Two things of version 7 are put right: what
 * changes attributes takes an invalid block for the block it is, and {@code alloc_insn_page()}
 * makes the pages it gets for kprobes read-only in the linear map as well.
 *
 * <p>The changelog has no more than that ("fixed pmd_leaf/pud_leaf issue since the code may need to
 * change permission for invalid entries", in the first patch, which is that of pageattr.c). So what
 * splits leaves, repaints or takes memory away is version 7's here: it stops at an invalid block as
 * at nothing, so that a part of one cannot be changed, and with non-global mappings it makes valid
 * pieces of one. Nothing is split before all CPUs are known, which is what the report of March 2026
 * is about.
 *
 * <p>Source: the v8 thread (seed 002), and the end of the v7 thread (seed 001).
 */
public class LinuxV8 extends LinuxV7 {

  @Override
  public String name() {
    return "v8";
  }

  @Override
  public String provenance() {
    return "arm64: support FEAT_BBM level 2 and large block mapping when rodata=full, v8";
  }

  @Override
  public final boolean makesKprobesPagesRox() {
    return true;
  }

  /** The patch does not look at what {@code set_memory_rox()} says. */
  @Override
  public final boolean checksKprobesPages() {
    return false;
  }

  @Override
  protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
    return new V7Attributes(kernel, splitter, walk) {
      @Override
      protected boolean isPudLeaf(long entry) {
        return !kernel.entries.pudTable(entry);
      }

      @Override
      protected boolean isPmdLeaf(long entry) {
        return !kernel.entries.pmdTable(entry);
      }
    };
  }
}
