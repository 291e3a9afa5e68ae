package io.splitproof.impl.x86;

import io.splitproof.impl.linux.Frames;
import io.splitproof.impl.linux.KfencePool;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.impl.linux.RangeToPages;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.arch.X86Entry;
import io.splitproof.oracle.contract.MachineEvents.Invalidation;
import io.splitproof.oracle.contract.Warning;

/**
 * The KFENCE pool. Its pages were asked to stay pages, so that the entry of one can be written
 * behind everybody's back, in atomic context; other CPUs may go on using a protected page.
 *
 * <p>Source: Linux 7.2 {@code arch/x86/include/asm/kfence.h}. Differs: an absent entry keeps its
 * address as it is, because there is no L1TF to guard against.
 */
public class X86KfencePool extends KfencePool {

  private final X86Kernel x86;

  /** Creates what starts and serves the pool. */
  public X86KfencePool(
      X86Kernel kernel, Frames frames, RangeToPages toPages, PageAttributes attributes) {
    super(kernel, frames, toPages, attributes);
    this.x86 = kernel;
  }

  @Override
  protected int mapAsPages(long start, long end) {
    int pages = (int) (end - start >>> kernel.geometry.pageShift());
    return x86.changes().change(start, pages, X86Entry.KEEP_4K, 0, true);
  }

  @Override
  protected void flip(long va, boolean valid) {
    Found found = Found.at(kernel, va);
    if (found.level() != Geometry.PTE) {
      kernel.warn(Warning.KFENCE_LARGE_LEAF);
      return;
    }
    if (kernel.entries.valid(found.entry()) != valid) {
      kernel.store(found.entryPa(), found.entry() ^ X86Entry.PRESENT);
      if (!valid) {
        kernel.invalidate(va, va + kernel.geometry.pageBytes(), Invalidation.LOCAL);
      }
    }
  }
}
