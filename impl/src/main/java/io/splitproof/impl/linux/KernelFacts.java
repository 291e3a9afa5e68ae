package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineConfig.Rodata;

/** What is asked of the linear map of a kernel, by its configuration and by how far boot is. */
public abstract class KernelFacts {

  /** What was booted. */
  public final MachineConfig config;

  /** Its geometry. */
  public final Geometry geometry;

  /** Its facts of boot. */
  public final BootState boot = new BootState();

  /** Those of a kernel that has not booted yet. */
  protected KernelFacts(MachineConfig config) {
    this.config = config;
    this.geometry = config.geometry();
  }

  /** Whether the linear address {@code va} lies in the KFENCE pool. */
  public final boolean isKfenceAddress(long va) {
    long first = boot.kfencePoolPfn;
    if (first < 0) {
      return false;
    }
    long offset = va - config.linearVa(first << geometry.pageShift());
    return Long.compareUnsigned(offset, kfencePages() << geometry.pageShift()) < 0;
  }

  /** Pages in the KFENCE pool. */
  public final long kfencePages() {
    return geometry.kfencePages();
  }

  /** Linear-map address of a frame. */
  public final long linearVa(long pfn) {
    return config.linearVa(pfn << geometry.pageShift());
  }

  /** Whether the linear aliases of read-only memory are read-only, too. */
  public final boolean rodataFull() {
    return config.rodata() == Rodata.FULL;
  }

  /** can_set_direct_map(): whether the linear map must be changeable page by page. */
  public final boolean canSetDirectMap() {
    return rodataFull()
        || config.debugPagealloc()
        || config.kfence() == Kfence.LATE
        || config.realm();
  }

  /** force_pte_mapping(): whether the linear map may hold nothing but pages. */
  public boolean forcePteMapping() {
    boolean bbml2 = boot.finalized ? boot.systemBbml2 : config.bbml2() != MachineConfig.Bbml2.NONE;
    boolean changes = rodataFull() || config.kfence() == Kfence.LATE || config.realm();
    return config.debugPagealloc() || !bbml2 && changes;
  }
}
