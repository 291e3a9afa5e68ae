package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.AreaMapper;
import io.splitproof.impl.linux.Hotplug;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.LeafSplitter;
import io.splitproof.impl.linux.MappingBuilder;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import java.util.List;

/** Mistakes that only show when two operations are under way at once. */
final class RaceBugs {

  private RaceBugs() {}

  static List<KnownBug> all() {
    return List.of(lockDropped(), tableHookedInTwice(), barriersLeftToOthers(), offlineTooLate());
  }

  /**
   * The lock is let go while a table is allocated, and what was read before is believed after.
   */
  private static KnownBug lockDropped() {
    return new Bug(
        "split-drops-lock-to-allocate",
        "permission",
        "mistake around GFP_KERNEL under pgtable_split_lock: no second look at the entry") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected long allocate(int level, long nearPa, boolean maySleep) {
            if (!maySleep) {
              return super.allocate(level, nearPa, maySleep);
            }
            kernel.unlock(Lock.SPLIT);
            long table = super.allocate(level, nearPa, maySleep);
            kernel.lock(Lock.SPLIT);
            return table;
          }
        };
      }
    };
  }

  /**
   * Of two CPUs that need the same new table of the vmalloc area, the second throws away that of
   * the first.
   */
  private static KnownBug tableHookedInTwice() {
    return new Bug(
        "area-table-overwritten",
        "permission",
        "mistake around pmd_none() under init_mm.page_table_lock in __pte_alloc_kernel()") {
      @Override
      protected AreaMapper mapper(Kernel kernel) {
        return new AreaMapper(kernel) {
          @Override
          protected long publish(long entryPa, long table) {
            beforePublishing();
            kernel.store(entryPa, table | tableProtection());
            return table;
          }
        };
      }
    };
  }

  /** An interrupt leaves its barriers to the lazy mode of the task it interrupts. */
  private static KnownBug barriersLeftToOthers() {
    return new Bug(
        "interrupt-leaves-barriers",
        "publish",
        "mistake around in_interrupt() in queue_pte_barriers()") {
      @Override
      protected Kernel kernel(MachineConfig config) {
        return new Kernel(config) {
          @Override
          protected void queueBarriers() {
            if (!inInterrupt()) {
              super.queueBarriers();
            }
          }
        };
      }
    };
  }

  /** Pages can be handed out while they are being unmapped. */
  private static KnownBug offlineTooLate() {
    return new Bug(
        "hot-remove-offlines-too-late",
        "mapping",
        "mistake around the order of offline_pages() and arch_remove_memory()") {
      @Override
      protected Hotplug hotplug(Kernel kernel, MappingBuilder mappings) {
        return new Hotplug(kernel, mappings) {
          @Override
          protected void takeAway(long pa, long bytes) {
            unmap(pa, bytes);
            offline(pa, bytes);
          }
        };
      }
    };
  }
}
