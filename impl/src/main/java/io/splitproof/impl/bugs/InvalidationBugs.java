package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.AreaSpace;
import io.splitproof.impl.linux.Areas;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.LeafSplitter;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.impl.linux.RangeWalk;
import io.splitproof.impl.linux.SetMemory;
import io.splitproof.oracle.contract.MachineEvents.Barrier;
import io.splitproof.oracle.contract.MachineEvents.Invalidation;
import java.util.List;

/** Mistakes in what is invalidated in the TLBs when attributes change, and when. */
final class InvalidationBugs {

  private InvalidationBugs() {}

  static List<KnownBug> all() {
    return List.of(
        never(),
        firstPage(),
        allButLastPage(),
        beforehand(),
        locally(),
        withoutWaiting(),
        withoutSynchronising(),
        tooEarly(),
        everything(),
        twice(),
        notWhenInvalid(),
        notForAliases(),
        withoutPurge(),
        purgeOnePageShort());
  }

  /** Permissions change in the tables, and nowhere else. */
  private static KnownBug never() {
    return new Bug(
        "change-not-flushed",
        "tlb",
        "mistake around flush_tlb_kernel_range() in __change_memory_common()") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected void invalidate(long start, long end) {}
        };
      }
    };
  }

  /** Only the first page of a range is invalidated. */
  private static KnownBug firstPage() {
    return new Bug(
        "flush-first-page-only",
        "tlb",
        "mistake around the end of flush_tlb_kernel_range()") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected void invalidate(long start, long end) {
            super.invalidate(start, start + kernel.geometry.pageBytes());
          }
        };
      }
    };
  }

  /** The last page of a range is not invalidated, unless it is the only one. */
  private static KnownBug allButLastPage() {
    return new Bug(
        "flush-one-page-short",
        "tlb",
        "mistake around the end of flush_tlb_kernel_range()") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected void invalidate(long start, long end) {
            long last = end - kernel.geometry.pageBytes();
            super.invalidate(start, last == start ? end : last);
          }
        };
      }
    };
  }

  /**
   * The range is invalidated first and changed then: TLBs fill up with the old state in between.
   */
  private static KnownBug beforehand() {
    return new Bug(
        "flush-before-change",
        "tlb",
        "mistake around the order in __change_memory_common()") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          public int change(long start, long bytes, long set, long clear) {
            invalidate(start, start + bytes);
            return update(start, bytes, set, clear);
          }
        };
      }
    };
  }

  /** Only the CPU that makes the change forgets what was. */
  private static KnownBug locally() {
    return new Bug(
        "flush-local-cpu-only",
        "tlb",
        "mistake around vaale1is: the form without broadcast") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected void invalidate(long start, long end) {
            kernel.invalidate(start, end, Invalidation.LOCAL);
          }
        };
      }
    };
  }

  /** The call returns before the other CPUs have forgotten. */
  private static KnownBug withoutWaiting() {
    return new Bug(
        "flush-without-dsb",
        "tlb",
        "mistake around the dsb(ish) of __flush_tlb_range()") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected void invalidate(long start, long end) {
            kernel.barrier(Barrier.DSB_ISHST);
            kernel.events().invalidated(start, end, Invalidation.RANGE);
          }
        };
      }
    };
  }

  /** This CPU itself may go on with what it fetched or translated before. */
  private static KnownBug withoutSynchronising() {
    return new Bug(
        "flush-without-isb",
        "publish",
        "mistake around the isb() of flush_tlb_kernel_range()") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected void invalidate(long start, long end) {
            kernel.barrier(Barrier.DSB_ISHST);
            kernel.events().invalidated(start, end, Invalidation.RANGE);
            kernel.barrier(Barrier.DSB_ISH);
          }
        };
      }
    };
  }

  /** The invalidation may be done before walkers see the entries that it is for. */
  private static KnownBug tooEarly() {
    return new Bug(
        "flush-before-stores-are-visible",
        "tlb",
        "mistake around the dsb(ishst) of __flush_tlb_range()") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected void invalidate(long start, long end) {
            kernel.events().invalidated(start, end, Invalidation.RANGE);
            kernel.barrier(Barrier.DSB_ISH);
            kernel.barrier(Barrier.ISB);
          }
        };
      }
    };
  }

  /** Everything is invalidated for a few pages. */
  private static KnownBug everything() {
    return new Bug(
        "flush-everything",
        "tlb",
        "mistake around MAX_DVM_OPS: flush_tlb_all() for every range") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected void invalidate(long start, long end) {
            long first = kernel.geometry.linearStart();
            kernel.invalidate(first, kernel.geometry.vmallocEnd(), Invalidation.RANGE_AS_ALL);
          }
        };
      }
    };
  }

  /** Every range is invalidated twice, which all CPUs wait for. */
  private static KnownBug twice() {
    return new Bug(
        "flush-twice",
        "tlb",
        "mistake around flush_tlb_kernel_range() after apply_to_page_range()") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected void invalidate(long start, long end) {
            super.invalidate(start, end);
            super.invalidate(start, end);
          }
        };
      }
    };
  }

  /** What becomes invalid is left in the TLBs, as what becomes valid may be. */
  private static KnownBug notWhenInvalid() {
    return new Bug(
        "invalid-not-flushed",
        "tlb",
        "mistake around the test for pte_valid in __change_memory_common()") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected boolean needsInvalidation(long set, long clear) {
            return super.needsInvalidation(set, clear) && set != invalidSet();
          }
        };
      }
    };
  }

  /** The linear aliases change in the tables, and nowhere else. */
  private static KnownBug notForAliases() {
    return new Bug(
        "alias-not-flushed",
        "tlb",
        "mistake around __change_memory_common() for pages[] in change_memory_common()") {
      @Override
      protected SetMemory setMemory(
          Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
        return new SetMemory(kernel, areas, space, attributes) {
          @Override
          protected int changeAlias(long va, long set, long clear) {
            return attributes.update(va, kernel.geometry.pageBytes(), set, clear);
          }
        };
      }
    };
  }

  /** Addresses of areas that went still lead to the pages when these become read-only. */
  private static KnownBug withoutPurge() {
    return new Bug(
        "aliases-not-purged",
        "tlb",
        "mistake around vm_unmap_aliases() in change_memory_common()") {
      @Override
      protected SetMemory setMemory(
          Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
        return new SetMemory(kernel, areas, space, attributes) {
          @Override
          protected void purgeAliases() {}
        };
      }
    };
  }

  /** The last page of what was lazily unmapped stays in the TLBs. */
  private static KnownBug purgeOnePageShort() {
    return new Bug(
        "purge-one-page-short",
        "tlb",
        "mistake around the end of __purge_vmap_area_lazy()") {
      @Override
      protected AreaSpace space(Kernel kernel) {
        return new AreaSpace(kernel) {
          @Override
          protected void flush(long start, long end) {
            long guardAndLast = 2 * kernel.geometry.pageBytes();
            super.flush(start, end - guardAndLast);
          }
        };
      }
    };
  }
}
