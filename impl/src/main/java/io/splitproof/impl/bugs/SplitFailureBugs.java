package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.LeafSplitter;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.impl.linux.RangeWalk;
import io.splitproof.oracle.arch.Geometry;
import java.util.List;

/** Mistakes when there is no table for a split. */
final class SplitFailureBugs {

  private SplitFailureBugs() {}

  static List<KnownBug> all() {
    return List.of(
        swallowed(),
        tableFreedInUse(),
        panics(),
        unreported(),
        spareLeaked(),
        wholeLeafChanged());
  }

  /** The caller goes on as if the leaf had been split. */
  private static KnownBug swallowed() {
    return new Bug(
        "split-failure-swallowed",
        "result",
        "mistake around the result of split_kernel_leaf_mapping_locked()") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected int splitAt(long addr) {
            super.splitAt(addr);
            return 0;
          }
        };
      }
    };
  }

  /** A PMD that cannot be split takes the table made for its PUD with it, hooked in as it is. */
  private static KnownBug tableFreedInUse() {
    return new Bug(
        "failed-split-frees-table-in-use",
        "mapping",
        "mistake around undoing split_pud() when split_pmd() fails") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          private long made = Kernel.NO_TABLE;

          @Override
          protected int splitBoundaries(long start, long end) {
            made = Kernel.NO_TABLE;
            int result = super.splitBoundaries(start, end);
            if (result != 0 && made != Kernel.NO_TABLE) {
              kernel.freeTable(made);
            }
            return result;
          }

          @Override
          protected void replace(long entryPa, long leaf, long table, int level, long piece) {
            super.replace(entryPa, leaf, table, level, piece);
            made = table;
          }
        };
      }
    };
  }

  /** Running out of memory is taken for the end of the world. */
  private static KnownBug panics() {
    return new Bug(
        "split-failure-panics",
        "result",
        "mistake around update_range_prot(): BUG_ON() for WARN_ON_ONCE()") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected int splitFailed(int result) {
            kernel.panic("no table for a split");
            return result;
          }
        };
      }
    };
  }

  /** The caller is told, but nobody who reads the log. */
  private static KnownBug unreported() {
    return new Bug(
        "split-failure-without-warning",
        "result",
        "mistake around the WARN_ON_ONCE() of update_range_prot()") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected int splitFailed(int result) {
            return result;
          }
        };
      }
    };
  }

  /** A table is taken in advance, and forgotten where there is nothing to split. */
  private static KnownBug spareLeaked() {
    return new Bug(
        "split-leaks-spare-table",
        "mapping",
        "mistake around allocating tables before pgtable_split_lock is taken") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          private long spare = Kernel.NO_TABLE;

          @Override
          protected int splitBoundaries(long start, long end) {
            spare = super.allocate(Geometry.PTE, 0, true);
            return super.splitBoundaries(start, end);
          }

          @Override
          protected long allocate(int level, long nearPa, boolean maySleep) {
            long table = level == Geometry.PTE ? spare : super.allocate(level, nearPa, maySleep);
            spare = level == Geometry.PTE ? Kernel.NO_TABLE : spare;
            return table;
          }
        };
      }
    };
  }

  /** A leaf that could not be split changes as a whole, also where nobody asked for it. */
  private static KnownBug wholeLeafChanged() {
    return new Bug(
        "failed-split-changes-whole-leaf",
        "permission",
        "ignored failures of a split are harmless only if nothing changes that was not split") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected int splitAt(long addr) {
            super.splitAt(addr);
            return 0;
          }
        };
      }

      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected int partialLeaf(long entryPa, long entry) {
            changeLeaf(entryPa, entry);
            return RangeWalk.CONTINUE;
          }
        };
      }
    };
  }
}
