package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import io.splitproof.oracle.contract.MachineEvents.Context;

/**
 * Turns the whole linear map, but for the kernel image's alias, into pages, because some CPU cannot
 * bear live mappings that change size. The other CPUs wait outside the kernel map meanwhile.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/mmu.c}, linear_map_maybe_split_to_ptes.
 */
public class Repaint {

  /** The kernel whose linear map this repaints. */
  protected final Kernel kernel;

  /** Splits ranges down to pages. */
  protected final RangeToPages toPages;

  /** Creates what repaints a kernel's linear map. */
  public Repaint(Kernel kernel, RangeToPages toPages) {
    this.kernel = kernel;
    this.toPages = toPages;
  }

  /** Repaints if the map relied on what not every CPU has. */
  protected void ifNeeded() {
    if (kernel.boot.linearMapRequiresBbml2 && !kernel.boot.systemBbml2) {
      stopMachine();
    }
  }

  /** Repaints while every other CPU waits. */
  protected void stopMachine() {
    kernel.enter(Context.STOP_MACHINE);
    repaint();
    if (!kernel.isDead()) {
      kernel.leave(Context.STOP_MACHINE);
    }
  }

  /** Splits all there is; a map that is half one thing and half the other cannot be used. */
  protected final void repaint() {
    Geometry geometry = kernel.geometry;
    KernelImage image = kernel.config.kernel();
    long imageStart = kernel.config.linearVa(image.stext());
    long imageEnd = kernel.config.linearVa(image.initBegin());
    int result = splitToPages(geometry.linearStart(), imageStart);
    if (result == 0) {
      result = splitToPages(imageEnd, geometry.linearEnd());
    }
    if (result != 0) {
      failed();
    }
    if (kernel.isDead()) {
      return;
    }
    flush(geometry.linearStart(), geometry.linearEnd());
  }

  /** Splits a part of the map, with tables for which nobody waits. */
  protected int splitToPages(long start, long end) {
    return toPages.split(start, end, false);
  }

  /** There were not tables enough. */
  protected void failed() {
    kernel.panic("Failed to split linear map");
  }

  /** Nothing of the old map may be cached when the other CPUs come back. */
  protected void flush(long start, long end) {
    kernel.flushRange(start, end);
  }
}
