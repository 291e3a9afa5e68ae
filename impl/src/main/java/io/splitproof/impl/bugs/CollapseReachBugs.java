package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.collapse.Collapser;
import io.splitproof.impl.collapse.CollapsingAttributes;
import io.splitproof.impl.collapse.CollapsingHotplug;
import io.splitproof.impl.collapse.CollapsingKernel;
import io.splitproof.impl.collapse.CollapsingSplitter;
import io.splitproof.impl.linux.Hotplug;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.MappingBuilder;
import io.splitproof.impl.linux.RangeWalk;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import java.util.List;

/** Mistakes about where leaves may grow, when, and what has to wait meanwhile. */
final class CollapseReachBugs {

  private CollapseReachBugs() {}

  static List<KnownBug> all() {
    return List.of(
        bootCpuAlone(), kfencePool(), askedSplits(), addedMemory(), mutexInAtomic(), lockLetGo());
  }

  /** What the boot CPU can bear is done to all. */
  private static KnownBug bootCpuAlone() {
    return new CollapseBug(
        "collapse-asks-boot-cpu-alone",
        "bbm",
        "mistake around cpu_supports_bbml2_noabort() for system_supports_bbml2_noabort()") {
      @Override
      protected Kernel kernel(MachineConfig config) {
        return new CollapsingKernel(config) {
          @Override
          public boolean forcePteMapping() {
            boolean known = boot.finalized && config.bbml2() != MachineConfig.Bbml2.NONE;
            return config.debugPagealloc() || canSetDirectMap() && !known;
          }
        };
      }
    };
  }

  /** Pages that change from atomic context, where nothing can be split, become parts of a leaf. */
  private static KnownBug kfencePool() {
    return new CollapseBug(
        "collapse-takes-kfence-pool",
        "context",
        "the objection in the x86 thread: KFENCE changes entries behind the back of the merge") {
      @Override
      protected Kernel kernel(MachineConfig config) {
        return new CollapsingKernel(config) {
          @Override
          protected boolean touchesKfencePool(long start, long end) {
            return false;
          }
        };
      }
    };
  }

  /** What somebody asked to be split does not stay so. */
  private static KnownBug askedSplits() {
    return new CollapseBug(
        "collapse-forgets-asked-splits",
        "context",
        "the objection in the x86 thread: set_memory_4k() asks for pages, and for good") {
      @Override
      protected CollapsingSplitter splitter(Kernel kernel) {
        return new CollapsingSplitter((CollapsingKernel) kernel) {
          @Override
          public int split(long start, long end) {
            return splitForNow(start, end);
          }
        };
      }
    };
  }

  /** Memory that one call added becomes a part of what was there, and can never go again. */
  private static KnownBug addedMemory() {
    return new CollapseBug(
        "collapse-joins-added-memory",
        "context",
        "mistake around can_unmap_without_split(): nothing says where memory was added") {
      @Override
      protected Hotplug hotplug(Kernel kernel, MappingBuilder mappings) {
        return new CollapsingHotplug((CollapsingKernel) kernel, mappings) {
          @Override
          protected void keepEnds(long va, long bytes) {}
        };
      }
    };
  }

  /** KFENCE's changes are like all others. */
  private static KnownBug mutexInAtomic() {
    return new CollapseBug(
        "collapse-locks-in-atomic",
        "context",
        "mistake around kfence_protect_page(): it changes the linear map, so it takes the lock") {
      @Override
      protected CollapsingAttributes attributes(
          CollapsingKernel kernel,
          CollapsingSplitter splitter,
          RangeWalk walk,
          Collapser collapser) {
        return new CollapsingAttributes(kernel, splitter, walk, collapser) {
          @Override
          protected boolean takesLock(long start, long end) {
            return super.takesLock(start, end)
                || kernel.isCollapsed() && kernel.isKfenceAddress(start);
          }
        };
      }
    };
  }

  /** As Linux 7.2 does: between the split and the change anybody may have the lock. */
  private static KnownBug lockLetGo() {
    return new CollapseBug(
        "collapse-lets-lock-go",
        "result",
        "mistake around pgtable_split_lock: Linux 7.2 lets it go before it changes entries") {
      @Override
      protected CollapsingAttributes attributes(
          CollapsingKernel kernel,
          CollapsingSplitter splitter,
          RangeWalk walk,
          Collapser collapser) {
        return new CollapsingAttributes(kernel, splitter, walk, collapser) {
          @Override
          protected int split(long start, long end) {
            int result = super.split(start, end);
            if (takesLock(start, end)) {
              kernel.unlock(Lock.SPLIT);
              kernel.lock(Lock.SPLIT);
            }
            return result;
          }
        };
      }
    };
  }
}
