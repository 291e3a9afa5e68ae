package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.collapse.Collapser;
import io.splitproof.impl.collapse.CollapsingKernel;
import io.splitproof.oracle.arch.Descriptor;
import java.util.List;

/** Mistakes about the table that a block replaces, and about how the block gets there. */
final class CollapseTableBugs {

  private CollapseTableBugs() {}

  static List<KnownBug> all() {
    return List.of(
        freedTooEarly(),
        neverInvalidated(),
        neverFreed(),
        everythingInvalidated(),
        brokenFirst(),
        withoutBarrier(),
        pxnTableLost(),
        pxnTableKept());
  }

  /** Another CPU may still walk through the frame, whatever it is used for next. */
  private static KnownBug freedTooEarly() {
    return new CollapseBug(
        "collapse-frees-table-too-early",
        "tlb",
        "mistake around the order of pte_free_kernel() and __flush_tlb_kernel_pgtable()") {
      @Override
      protected Collapser collapser(CollapsingKernel kernel) {
        return new Collapser(kernel) {
          @Override
          protected void hookedOut(long table, long va) {
            kernel.freeTable(table);
            kernel.flushWalkCache(va);
          }
        };
      }
    };
  }

  /** Nobody tells the walk caches that the table is gone. */
  private static KnownBug neverInvalidated() {
    return new CollapseBug(
        "collapse-without-invalidating",
        "tlb",
        "mistake around __flush_tlb_kernel_pgtable(): nothing was invalid, so nothing is stale") {
      @Override
      protected Collapser collapser(CollapsingKernel kernel) {
        return new Collapser(kernel) {
          @Override
          protected void hookedOut(long table, long va) {
            kernel.freeTable(table);
          }
        };
      }
    };
  }

  /** The table is forgotten instead of freed. */
  private static KnownBug neverFreed() {
    return new CollapseBug(
        "collapse-leaks-table",
        "mapping",
        "mistake around pte_free_kernel() after a merge: as the split, it only hooks in") {
      @Override
      protected Collapser collapser(CollapsingKernel kernel) {
        return new Collapser(kernel) {
          @Override
          protected void hookedOut(long table, long va) {
            kernel.flushWalkCache(va);
          }
        };
      }
    };
  }

  /** Every table that goes costs every CPU all it has cached of the linear map. */
  private static KnownBug everythingInvalidated() {
    return new CollapseBug(
        "collapse-invalidates-everything",
        "tlb",
        "mistake around flush_tlb_kernel_range(): the whole linear map for each table") {
      @Override
      protected Collapser collapser(CollapsingKernel kernel) {
        return new Collapser(kernel) {
          @Override
          protected void hookedOut(long table, long va) {
            kernel.flushRange(geometry.linearStart(), geometry.linearEnd());
            kernel.freeTable(table);
          }
        };
      }
    };
  }

  /** Whoever uses the memory meanwhile faults; with BBML2 nobody has to. */
  private static KnownBug brokenFirst() {
    return new CollapseBug(
        "collapse-breaks-before-making",
        "live",
        "mistake around break-before-make, which is right for users' memory: contpte_convert()") {
      @Override
      protected Collapser collapser(CollapsingKernel kernel) {
        return new Collapser(kernel) {
          @Override
          protected void hookIn(long entryPa, long block) {
            kernel.store(entryPa, 0);
            super.hookIn(entryPa, block);
          }
        };
      }
    };
  }

  /** The marks are left to whoever executes the next barrier. */
  private static KnownBug withoutBarrier() {
    return new CollapseBug(
        "collapse-marks-without-barrier",
        "publish",
        "mistake around __set_pte_nosync(): the mapping is the same as before") {
      @Override
      protected Collapser collapser(CollapsingKernel kernel) {
        return new Collapser(kernel) {
          @Override
          protected void mark(long entryPa, int level) {
            long first = kernel.read(entryPa) | Descriptor.CONTIGUOUS;
            int count = geometry.contiguous(level);
            kernel.fillWithoutBarrier(entryPa, count, first, geometry.bytes(level));
          }
        };
      }
    };
  }

  /** What the table forbade is left to the table, which is gone. */
  private static KnownBug pxnTableLost() {
    return new CollapseBug(
        "collapse-loses-pxntable",
        "permission",
        "mistake around PXNTable, to which split_pmd() moves what the leaf forbade") {
      @Override
      protected Collapser collapser(CollapsingKernel kernel) {
        return new Collapser(kernel) {
          @Override
          protected long block(long first, long descriptor) {
            boolean moved = (descriptor & Descriptor.TABLE_PXN) != 0;
            long block = super.block(first, descriptor);
            return moved ? block & ~Descriptor.PXN : block;
          }
        };
      }
    };
  }

  /** A block has other bits where a table descriptor has PXNTable. */
  private static KnownBug pxnTableKept() {
    return new CollapseBug(
        "collapse-keeps-pxntable",
        "mapping",
        "mistake around pmd_val(): the attributes of the table descriptor with another address") {
      @Override
      protected Collapser collapser(CollapsingKernel kernel) {
        return new Collapser(kernel) {
          @Override
          protected long block(long first, long descriptor) {
            return super.block(first, descriptor) | descriptor & Descriptor.TABLE_PXN;
          }
        };
      }
    };
  }
}
