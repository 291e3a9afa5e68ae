package io.splitproof.fuzz.conform;

import io.splitproof.fuzz.conform.RecordedStep.RecordedOperation;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.List;

/**
 * Finds out when the kernel's own worker purged lazily unmapped areas. It is started once they come
 * to more than 32 MiB for each power of two of CPUs, and runs when it gets to: no operation shows
 * it, but the next recorded invalidation leaves out what it purged.
 *
 * <p>Source: Linux 7.2 {@code mm/vmalloc.c}, lazy_max_pages, free_vmap_area_noflush.
 */
final class LazyWorker {

  private static final long BYTES_EACH = 32L << 20;

  private final MachineConfig config;
  private final KernelTraffic traffic;
  private final long limit;
  private long lazyBytes;
  private boolean started;

  LazyWorker(MachineConfig config, KernelTraffic traffic) {
    this.config = config;
    this.traffic = traffic;
    int powers = 32 - Integer.numberOfLeadingZeros(config.cpus());
    this.limit = powers * BYTES_EACH;
  }

  /**
   * Whether the worker ran between {@code recorded} and what follows.
   *
   * @param unmapped the area the operation unmapped, {@code null} if none
   */
  boolean ranAfter(
      RecordedOperation recorded, RecordedObject unmapped, List<RecordedStep> following) {
    if (purges(recorded)) {
      lazyBytes = 0;
      started = false;
      return false;
    }
    if (unmapped == null) {
      return false;
    }
    long bytes = (unmapped.pages() + 1L) << config.geometry().pageShift();
    lazyBytes += bytes;
    started |= lazyBytes > limit;
    return started && !isCoveredByNext(unmapped.va(), unmapped.va() + bytes, following);
  }

  private boolean isCoveredByNext(long start, long end, List<RecordedStep> following) {
    for (RecordedStep step : following) {
      if (step instanceof RecordedOperation next && purges(next)) {
        return next.flushes().stream().anyMatch(flush -> flush.covers(start, end));
      }
    }
    return true;
  }

  private boolean purges(RecordedOperation operation) {
    boolean mayPurge =
        switch (operation.name()) {
          case "ro", "rw", "x", "nx", "rox", "vfree", "vfreek" -> operation.status() == 0;
          default -> false;
        };
    return mayPurge && !traffic.without(operation.flushes()).isEmpty();
  }
}
