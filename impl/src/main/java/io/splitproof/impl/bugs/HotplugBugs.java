package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Hotplug;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.MappingBuilder;
import io.splitproof.impl.linux.MappingStyle;
import java.util.List;

/** Mistakes in memory hot-add and hot-remove. */
final class HotplugBugs {

  private HotplugBugs() {}

  static List<KnownBug> all() {
    return List.of(
        untagged(),
        alwaysBlocks(),
        failedStaysMapped(),
        notFlushed(),
        freedWhileCached(),
        freedWhileHooked(),
        tablesLeaked(),
        neverUnhooked(),
        sharedTableFreed(),
        leafCut(),
        alwaysRefused());
  }

  /** Added memory is mapped without allocation tags. */
  private static KnownBug untagged() {
    return new Bug(
        "hot-added-memory-untagged",
        "permission",
        "fixed by: arm64: mte: Map hotplugged memory as Normal Tagged") {
      @Override
      protected Hotplug hotplug(Kernel kernel, MappingBuilder mappings) {
        return new Hotplug(kernel, mappings) {
          @Override
          protected long protection() {
            return kernel.protection.kernel;
          }
        };
      }
    };
  }

  /** Added memory is mapped with blocks, also where no block can be split later. */
  private static KnownBug alwaysBlocks() {
    return new Bug(
        "hot-add-with-blocks",
        "result",
        "mistake around force_pte_mapping() in arch_add_memory()") {
      @Override
      protected Hotplug hotplug(Kernel kernel, MappingBuilder mappings) {
        return new Hotplug(kernel, mappings) {
          @Override
          protected MappingStyle style() {
            return new MappingStyle(true, true, true, false);
          }
        };
      }
    };
  }

  /** Memory that could not be added is half mapped. */
  private static KnownBug failedStaysMapped() {
    return new Bug(
        "failed-hot-add-stays-mapped",
        "permission",
        "mistake around the error path of arch_add_memory()") {
      @Override
      protected Hotplug hotplug(Kernel kernel, MappingBuilder mappings) {
        return new Hotplug(kernel, mappings) {
          @Override
          protected void undo(long pa, long bytes) {}
        };
      }
    };
  }

  /** Memory that is gone can still be reached by TLBs. */
  private static KnownBug notFlushed() {
    return new Bug(
        "hot-remove-without-flush",
        "tlb",
        "mistake around unmap_hotplug_range(): flush_tlb_kernel_range() forgotten") {
      @Override
      protected Hotplug hotplug(Kernel kernel, MappingBuilder mappings) {
        return new Hotplug(kernel, mappings) {
          @Override
          protected void flush(long start, long end) {}
        };
      }
    };
  }

  /** A table is freed while walk caches know it. */
  private static KnownBug freedWhileCached() {
    return new Bug(
        "hot-remove-frees-cached-table",
        "tlb",
        "mistake around __flush_tlb_kernel_pgtable() in free_empty_pte_table()") {
      @Override
      protected Hotplug hotplug(Kernel kernel, MappingBuilder mappings) {
        return new Hotplug(kernel, mappings) {
          @Override
          protected void unhook(long entryPa, long table, long addr) {
            kernel.store(entryPa, 0);
            kernel.freeTable(table);
          }
        };
      }
    };
  }

  /** A table is freed before it is hooked out. */
  private static KnownBug freedWhileHooked() {
    return new Bug(
        "hot-remove-frees-hooked-table",
        "mapping",
        "mistake around the order in free_empty_pte_table()") {
      @Override
      protected Hotplug hotplug(Kernel kernel, MappingBuilder mappings) {
        return new Hotplug(kernel, mappings) {
          @Override
          protected void unhook(long entryPa, long table, long addr) {
            kernel.freeTable(table);
            kernel.store(entryPa, 0);
            kernel.flushWalkCache(addr);
          }
        };
      }
    };
  }

  /** Tables that are left empty are hooked out and forgotten. */
  private static KnownBug tablesLeaked() {
    return new Bug(
        "hot-remove-leaks-tables",
        "mapping",
        "mistake around free_hotplug_pgtable_page(), also when a hot-add fails halfway") {
      @Override
      protected Hotplug hotplug(Kernel kernel, MappingBuilder mappings) {
        return new Hotplug(kernel, mappings) {
          @Override
          protected void unhook(long entryPa, long table, long addr) {
            kernel.store(entryPa, 0);
            kernel.flushWalkCache(addr);
          }
        };
      }
    };
  }

  /** A table is freed and never hooked out. */
  private static KnownBug neverUnhooked() {
    return new Bug(
        "hot-remove-keeps-freed-table",
        "mapping",
        "mistake around pmd_clear() in free_empty_pte_table()") {
      @Override
      protected Hotplug hotplug(Kernel kernel, MappingBuilder mappings) {
        return new Hotplug(kernel, mappings) {
          @Override
          protected void unhook(long entryPa, long table, long addr) {
            kernel.flushWalkCache(addr);
            kernel.freeTable(table);
          }
        };
      }
    };
  }

  /** A table is freed although memory that stays is mapped by it. */
  private static KnownBug sharedTableFreed() {
    return new Bug(
        "hot-remove-frees-shared-table",
        "permission",
        "mistake around the loop of free_empty_pmd_table() that looks for entries") {
      @Override
      protected Hotplug hotplug(Kernel kernel, MappingBuilder mappings) {
        return new Hotplug(kernel, mappings) {
          @Override
          protected boolean isEmpty(long tablePa, int level) {
            return true;
          }
        };
      }
    };
  }

  /** Memory goes that nobody asked for, because one leaf maps it and what is removed. */
  private static KnownBug leafCut() {
    return new Bug(
        "hot-remove-cuts-leaf",
        "permission",
        "mistake around prevent_memory_remove_notifier(): can_unmap_without_split() not asked") {
      @Override
      protected Hotplug hotplug(Kernel kernel, MappingBuilder mappings) {
        return new Hotplug(kernel, mappings) {
          @Override
          protected boolean mayOffline(long pa, long bytes) {
            return true;
          }
        };
      }
    };
  }

  /** Memory stays although nobody uses it and no leaf would be cut. */
  private static KnownBug alwaysRefused() {
    return new Bug(
        "hot-remove-refused",
        "result",
        "mistake around the sense of can_unmap_without_split()") {
      @Override
      protected Hotplug hotplug(Kernel kernel, MappingBuilder mappings) {
        return new Hotplug(kernel, mappings) {
          @Override
          protected boolean mayOffline(long pa, long bytes) {
            return !super.mayOffline(pa, bytes);
          }
        };
      }
    };
  }
}
