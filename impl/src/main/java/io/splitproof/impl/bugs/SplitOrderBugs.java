package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.LeafSplitter;
import io.splitproof.oracle.arch.Descriptor;
import java.util.List;

/** Mistakes in the order of stores and barriers when a table takes the place of a leaf. */
final class SplitOrderBugs {

  private SplitOrderBugs() {}

  static List<KnownBug> all() {
    return List.of(withoutBarrier(), hookedInEmpty(), brokenFirst(), writeProtectedFirst());
  }

  /** The new table is hooked in before walkers are sure to see what is in it. */
  private static KnownBug withoutBarrier() {
    return new Bug(
        "split-without-barrier",
        "publish",
        "mistake around the dsb(ishst) of split_pmd(): an entry published before its table") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected void beforePublishing() {}
        };
      }
    };
  }

  /** The new table is hooked in while it is empty, and filled where everybody looks on. */
  private static KnownBug hookedInEmpty() {
    return new Bug(
        "split-fills-after-publishing",
        "live",
        "mistake around the order of __pmd_populate() and the loop in split_pmd()") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected void replace(long entryPa, long leaf, long table, int level, long piece) {
            kernel.store(entryPa, table | tableProtection(leaf));
            fill(table, level, piece);
          }
        };
      }
    };
  }

  /** Break-before-make, as if nobody used the kernel's own memory meanwhile. */
  private static KnownBug brokenFirst() {
    return new Bug(
        "split-breaks-before-making",
        "live",
        "what 7.2 avoids by FEAT_BBM level 2: pages outside the call fault for a moment") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected void replace(long entryPa, long leaf, long table, int level, long piece) {
            kernel.store(entryPa, 0);
            super.replace(entryPa, leaf, table, level, piece);
          }
        };
      }
    };
  }

  /** The leaf is read-only while its pieces are written down, also for those who write to it. */
  private static KnownBug writeProtectedFirst() {
    return new Bug(
        "split-write-protects-meanwhile",
        "live",
        "mistake around split_pmd(): the write protection of a dirty-logging hypervisor") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected void replace(long entryPa, long leaf, long table, int level, long piece) {
            kernel.store(entryPa, leaf & ~Descriptor.DBM | Descriptor.READ_ONLY);
            super.replace(entryPa, leaf, table, level, piece);
          }
        };
      }
    };
  }
}
