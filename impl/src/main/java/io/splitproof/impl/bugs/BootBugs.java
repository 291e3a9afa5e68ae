package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Boot;
import io.splitproof.impl.linux.FreePages;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.KfencePool;
import io.splitproof.impl.linux.LinearMap;
import io.splitproof.impl.linux.MappingBuilder;
import io.splitproof.impl.linux.MappingStyle;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.impl.linux.Repaint;
import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import java.util.List;

/** Mistakes in how memory is mapped at boot, and in who may join later. */
final class BootBugs {

  /** Linux's index of normal memory that is not cached. */
  private static final long MT_NORMAL_NC = 2;

  private BootBugs() {}

  static List<KnownBug> all() {
    return List.of(
        outward(),
        marksMixedGroup(),
        textAliasWritable(),
        textAliasUncached(),
        dataAliasUncached(),
        tablesUnmapped(),
        pagesUnmapped(),
        lateCpuAdmitted());
  }

  /**
   * Memory that ends in the middle of a contiguous group is mapped up to the end of the group.
   */
  private static KnownBug outward() {
    return new Bug(
        "ragged-memory-mapped-outward",
        "permission",
        "fixed in 7.3: no-map memory rounded outward in map_mem()") {
      @Override
      protected LinearMap linearMap(Kernel kernel, MappingBuilder mappings) {
        return new LinearMap(kernel, mappings) {
          @Override
          protected void mapBanks(MappingStyle style) {
            super.mapBanks(style);
            long group = kernel.geometry.pageBytes() * kernel.geometry.contPtes();
            for (Bank bank : kernel.config.banks()) {
              long rest = Geometry.alignUp(bank.end(), group) - bank.end();
              mappings.map(bank.end(), rest, kernel.protection.linear, style);
            }
          }
        };
      }
    };
  }

  /** A group gets the contiguous mark although live entries in it have none. */
  private static KnownBug marksMixedGroup() {
    return new Bug(
        "mark-set-on-unmarked-group",
        "mapping",
        "fixed in 7.2: a check added to alloc_init_cont_pte() and alloc_init_cont_pmd()") {
      @Override
      protected MappingBuilder mappings(Kernel kernel) {
        return new MappingBuilder(kernel) {
          @Override
          protected boolean mayMark(long entry) {
            return true;
          }

          @Override
          protected boolean isSafe(long old, long entry) {
            return super.isSafe(old & ~Descriptor.CONTIGUOUS, entry & ~Descriptor.CONTIGUOUS);
          }
        };
      }
    };
  }

  /** The linear alias of kernel text can be written. */
  private static KnownBug textAliasWritable() {
    return new Bug(
        "text-alias-stays-writable",
        "permission",
        "mistake around mark_linear_text_alias_ro()") {
      @Override
      protected LinearMap linearMap(Kernel kernel, MappingBuilder mappings) {
        return new LinearMap(kernel, mappings) {
          @Override
          protected void markTextAliasRo() {}
        };
      }
    };
  }

  /** Making the alias of text read-only makes it another kind of memory, too. */
  private static KnownBug textAliasUncached() {
    return new Bug(
        "text-alias-uncached",
        "result",
        "mistake around mark_linear_text_alias_ro(), met by BUG_ON(!pgattr_change_is_safe())") {
      @Override
      protected LinearMap linearMap(Kernel kernel, MappingBuilder mappings) {
        return new LinearMap(kernel, mappings) {
          @Override
          protected void markTextAliasRo() {
            KernelImage image = kernel.config.kernel();
            long bytes = image.initBegin() - image.text();
            mappings.map(image.text(), bytes, uncached(kernel), MappingStyle.UPDATE);
          }
        };
      }
    };
  }

  /** The same for the alias of data. */
  private static KnownBug dataAliasUncached() {
    return new Bug(
        "data-alias-uncached",
        "result",
        "mistake around mark_rodata_ro(), met by BUG_ON(!pgattr_change_is_safe())") {
      @Override
      protected LinearMap linearMap(Kernel kernel, MappingBuilder mappings) {
        return new LinearMap(kernel, mappings) {
          @Override
          protected void markDataAliasRo() {
            KernelImage image = kernel.config.kernel();
            long bytes = image.bssStop() - image.initEnd();
            mappings.map(image.initEnd(), bytes, uncached(kernel), MappingStyle.UPDATE);
          }
        };
      }
    };
  }

  private static long uncached(Kernel kernel) {
    return kernel.protection.kernelRo | MT_NORMAL_NC << Descriptor.ATTR_INDEX_SHIFT;
  }

  /** With debug_pagealloc a new table cannot be reached through the linear map. */
  private static KnownBug tablesUnmapped() {
    return new Bug(
        "table-stays-unmapped-under-debug",
        "permission",
        "mistake around post_alloc_hook() for pages that become tables") {
      @Override
      protected Kernel kernel(MachineConfig config) {
        return new Kernel(config) {
          @Override
          protected void mapNewTable(long pfn) {}
        };
      }
    };
  }

  /** With debug_pagealloc pages that are handed out stay unreachable, as free ones are. */
  private static KnownBug pagesUnmapped() {
    return new Bug(
        "handed-out-pages-stay-unmapped",
        "permission",
        "mistake around debug_pagealloc_map_pages() in post_alloc_hook()") {
      @Override
      protected FreePages freePages(Kernel kernel, PageAttributes attributes) {
        return new FreePages(kernel, attributes) {
          @Override
          protected void map(long pfn, long pages) {}
        };
      }
    };
  }

  /** A CPU without BBML2 joins a system that relies on it. */
  private static KnownBug lateCpuAdmitted() {
    return new Bug(
        "late-cpu-without-bbml2-admitted",
        "result",
        "mistake around verify_local_cpu_capabilities()") {
      @Override
      protected Boot boot(
          Kernel kernel, LinearMap linearMap, Repaint repaint, KfencePool kfence) {
        return new Boot(kernel, linearMap, repaint, kfence) {
          @Override
          protected boolean isAdmitted(boolean bbml2) {
            return true;
          }
        };
      }
    };
  }
}
