package io.splitproof.impl.x86;

/** {@link X86Cpa}, but leaves are merged after a look at all of them, as newer kernels do it. */
public class X86CpaScan extends X86Cpa {

  @Override
  public String name() {
    return "x86-cpa-scan";
  }

  @Override
  public String provenance() {
    return "x86-cpa, merging by scan as cpa_collapse_large_pages() since Linux 6.15 does";
  }

  @Override
  protected Merger merger(X86Kernel kernel) {
    return new ScanningMerger(kernel);
  }
}
