package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Area;
import io.splitproof.impl.linux.AreaMapper;
import io.splitproof.impl.linux.AreaSpace;
import io.splitproof.impl.linux.Areas;
import io.splitproof.impl.linux.Frames;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.contract.Operation.AreaKind;
import java.util.Arrays;
import java.util.List;

/** Mistakes in how areas come and go. */
final class AreaBugs {

  private AreaBugs() {}

  static List<KnownBug> all() {
    return List.of(
        kprobesWritable(),
        guardMapped(),
        noGuard(),
        stridesJoined(),
        tablesForbidExecution(),
        addressReused(),
        failedStaysMapped(),
        lastPageStaysMapped(),
        freedTwice(),
        freedBeforeUnmapping(),
        tableFreedWhileCached());
  }

  /** A page for kprobes is writable while it is executable. */
  private static KnownBug kprobesWritable() {
    return new Bug(
        "kprobes-area-writable",
        "permission",
        "mistake around EXECMEM_KPROBES in execmem_arch_setup(): PAGE_KERNEL_EXEC") {
      @Override
      protected Areas areas(
          Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
        return new Areas(kernel, space, mapper(kernel), frames, attributes) {
          @Override
          protected long protection(AreaKind kind) {
            return kind == AreaKind.KPROBES
                ? kernel.protection.kernelExec
                : super.protection(kind);
          }
        };
      }
    };
  }

  /** The guard page of an area leads to the frame after its last one. */
  private static KnownBug guardMapped() {
    return new Bug(
        "area-maps-guard-page",
        "mapping",
        "range checks that take the guard page for a part of the area") {
      @Override
      protected AreaMapper mapper(Kernel kernel) {
        return new AreaMapper(kernel) {
          @Override
          public boolean map(long va, int pages, long[] pfns, long protection, long leafBytes) {
            long[] oneMore = Arrays.copyOf(pfns, pages + 1);
            oneMore[pages] = pfns[pages - 1] + 1;
            return leafBytes == kernel.geometry.pageBytes()
                ? super.map(va, pages + 1, oneMore, protection, leafBytes)
                : super.map(va, pages, pfns, protection, leafBytes);
          }
        };
      }
    };
  }

  /** No page is kept free between two areas. */
  private static KnownBug noGuard() {
    return new Bug(
        "areas-without-guard-page",
        "mapping",
        "mistake around get_vm_area_size(): the guard page taken for a part to be mapped") {
      @Override
      protected Areas areas(
          Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
        return new Areas(kernel, space, mapper(kernel), frames, attributes) {
          @Override
          protected long bytesWithGuard(int pages) {
            return pages * kernel.geometry.pageBytes();
          }
        };
      }
    };
  }

  /** Frames that follow each other at a distance are mapped as if they were neighbours. */
  private static KnownBug stridesJoined() {
    return new Bug(
        "area-joins-distant-frames",
        "mapping",
        "mistake around vmap_range(): ascending frames taken for contiguous ones") {
      @Override
      protected AreaMapper mapper(Kernel kernel) {
        return new AreaMapper(kernel) {
          @Override
          protected int neighbours(long[] pfns, int from, int most) {
            int run = 1;
            while (run < most && pfns[from + run] > pfns[from + run - 1]) {
              run++;
            }
            return run;
          }
        };
      }
    };
  }

  /** No code in an area can be executed, whatever its entries say. */
  private static KnownBug tablesForbidExecution() {
    return new Bug(
        "area-tables-forbid-execution",
        "permission",
        "PXNTable inherited from a non-executable leaf outlives it") {
      @Override
      protected AreaMapper mapper(Kernel kernel) {
        return new AreaMapper(kernel) {
          @Override
          protected long tableProtection() {
            return super.tableProtection() | Descriptor.TABLE_PXN;
          }
        };
      }
    };
  }

  /** Addresses that TLBs may still know are given to the next area. */
  private static KnownBug addressReused() {
    return new Bug(
        "area-address-reused-too-soon",
        "mapping",
        "mistake around free_vmap_area_noflush(): free_vmap_area() for it") {
      @Override
      protected AreaSpace space(Kernel kernel) {
        return new AreaSpace(kernel) {
          @Override
          public void releaseLazily(long start) {
            unclaim(start);
          }
        };
      }
    };
  }

  /** An area for which there were not tables enough leaves what was mapped of it. */
  private static KnownBug failedStaysMapped() {
    return new Bug(
        "failed-vmalloc-stays-mapped",
        "mapping",
        "mistake around the error path of __vmalloc_area_node()") {
      @Override
      protected Areas areas(
          Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
        return new Areas(kernel, space, mapper(kernel), frames, attributes) {
          @Override
          protected void undo(Area area) {
            giveBackFrames(area);
          }
        };
      }
    };
  }

  /** The last page of an area stays mapped when it goes. */
  private static KnownBug lastPageStaysMapped() {
    return new Bug(
        "vfree-misses-last-page",
        "permission",
        "mistake around the end of vunmap_range_noflush()") {
      @Override
      protected Areas areas(
          Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
        return new Areas(kernel, space, mapper(kernel), frames, attributes) {
          @Override
          protected void unmap(Area area) {
            mapper.unmap(area.va(), (area.pages() - 1) * kernel.geometry.pageBytes());
          }
        };
      }
    };
  }

  /** The frames of an area go back to the allocator twice. */
  private static KnownBug freedTwice() {
    return new Bug(
        "vfree-frees-frames-twice",
        "mapping",
        "mistake around free_vm_area() and vfree()") {
      @Override
      protected Areas areas(
          Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
        return new Areas(kernel, space, mapper(kernel), frames, attributes) {
          @Override
          protected void takeDown(Area area) {
            super.takeDown(area);
            giveBackFrames(area);
          }
        };
      }
    };
  }

  /** Frames belong to the next owner while the area still leads to them. */
  private static KnownBug freedBeforeUnmapping() {
    return new Bug(
        "vfree-frees-before-unmapping",
        "leak",
        "mistake around the order in vfree()") {
      @Override
      protected Areas areas(
          Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
        return new Areas(kernel, space, mapper(kernel), frames, attributes) {
          @Override
          protected void takeDown(Area area) {
            giveBackFrames(area);
            unmapLazily(area);
            if (area.resetPerms()) {
              resetPermissions(area);
            }
          }
        };
      }
    };
  }

  /** A table that made room for a block is freed while walk caches know it. */
  private static KnownBug tableFreedWhileCached() {
    return new Bug(
        "huge-area-table-freed-while-cached",
        "tlb",
        "mistake around pmd_free_pte_page(): __flush_tlb_kernel_pgtable() forgotten") {
      @Override
      protected AreaMapper mapper(Kernel kernel) {
        return new AreaMapper(kernel) {
          @Override
          protected void freeUnhooked(long table, long va) {
            kernel.freeTable(table);
          }
        };
      }
    };
  }
}
