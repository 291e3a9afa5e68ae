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
final class Repaint {

  private final Kernel kernel;
  private final RangeToPages toPages;

  Repaint(Kernel kernel, RangeToPages toPages) {
    this.kernel = kernel;
    this.toPages = toPages;
  }

  /** Repaints if the map relied on what not every CPU has. */
  void ifNeeded() {
    if (!kernel.boot.linearMapRequiresBbml2 || kernel.boot.systemBbml2) {
      return;
    }
    Geometry geometry = kernel.geometry;
    KernelImage image = kernel.config.kernel();
    kernel.enter(Context.STOP_MACHINE);
    long imageStart = kernel.config.linearVa(image.stext());
    long imageEnd = kernel.config.linearVa(image.initBegin());
    int result = toPages.split(geometry.linearStart(), imageStart, false);
    if (result == 0) {
      result = toPages.split(imageEnd, geometry.linearEnd(), false);
    }
    if (result != 0) {
      kernel.panic("Failed to split linear map");
    }
    kernel.flushRange(geometry.linearStart(), geometry.linearEnd());
    kernel.leave(Context.STOP_MACHINE);
  }
}
