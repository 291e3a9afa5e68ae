package io.splitproof.fuzz.conform;

import io.splitproof.oracle.arch.Geometry;
import java.util.List;

/**
 * Tells TLB invalidations of what the model covers from the kernel's own ones.
 *
 * <p>The rule goes by address alone. From the start of the struct-page array on, the address space
 * holds that array, PCI I/O and the fixmap: hot-add builds tables through fixmap slots and fills
 * the array, hot-remove empties it. No linear address, area or module lies there. Once KFENCE has
 * its pool, what is invalidated inside it is KFENCE's. Everything else is the operation's.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/include/asm/memory.h}, VMEMMAP_START.
 */
final class KernelTraffic {

  private static final int STRUCT_PAGE_SHIFT = 6;
  private static final long ABOVE_ARRAY = 1L << 30;

  private final long arrayStart;
  private long poolStart;
  private long poolEnd;

  KernelTraffic(Geometry geometry) {
    long linearBytes = geometry.linearEnd() - geometry.linearStart();
    arrayStart = -ABOVE_ARRAY - (linearBytes >>> geometry.pageShift() - STRUCT_PAGE_SHIFT);
  }

  /** From now on KFENCE uses [{@code start}, {@code end}) of the linear map. */
  void kfencePool(long start, long end) {
    poolStart = start;
    poolEnd = end;
  }

  /** Start of KFENCE's pool, 0 if there is none. */
  long poolStart() {
    return poolStart;
  }

  /** Whether KFENCE invalidated this. */
  boolean isInPool(Flush flush) {
    return flush.start() >= poolStart && flush.end() <= poolEnd;
  }

  /** Whether the kernel invalidated this for itself. */
  boolean isOwn(Flush flush) {
    return Long.compareUnsigned(flush.start(), arrayStart) >= 0 || isInPool(flush);
  }

  /** {@code flushes} without the kernel's own ones. */
  List<Flush> without(List<Flush> flushes) {
    return flushes.stream().filter(flush -> !isOwn(flush)).toList();
  }
}
