package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Frames;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.KfencePool;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.impl.linux.RangeToPages;
import io.splitproof.impl.x86.CountingMerger;
import io.splitproof.impl.x86.Merger;
import io.splitproof.impl.x86.ScanningMerger;
import io.splitproof.impl.x86.X86Kernel;
import io.splitproof.impl.x86.X86KfencePool;
import io.splitproof.oracle.arch.X86Entry;
import java.util.List;

/** Mistakes in merging x86-64's leaves. */
final class CpaMergeBugs {

  private static final String THREAD = "x86 merge thread (seed 003): ";

  private CpaMergeBugs() {}

  static List<KnownBug> all() {
    return List.of(
        countWithoutKfence(),
        keptPagesMerged(),
        firstEntriesCompared(),
        anyProtectionMerged(),
        tableFreedBeforeFlush(),
        mergedBeforeFlush(),
        hotplugNotTold());
  }

  /** The pool is split, but not marked; what KFENCE writes into it nobody counts. */
  private static KnownBug countWithoutKfence() {
    return new CpaBug(
        "x86-count-without-kfence",
        "permission",
        THREAD + "kfence writes present bits behind nr_same_prot") {
      @Override
      protected KfencePool kfence(
          Kernel kernel, Frames frames, RangeToPages toPages, PageAttributes attributes) {
        return new X86KfencePool((X86Kernel) kernel, frames, toPages, attributes) {
          @Override
          protected int mapAsPages(long start, long end) {
            int pages = (int) (end - start >>> kernel.geometry.pageShift());
            return ((X86Kernel) kernel).changes().change(start, pages, 0, 0, true);
          }
        };
      }
    };
  }

  /** That pages were asked to stay pages is no difference. */
  private static KnownBug keptPagesMerged() {
    return new CpaBug(
        "x86-kept-pages-merged",
        "context",
        THREAD + "the first version forgets what set_memory_4k() asked for") {
      @Override
      protected Merger merger(X86Kernel kernel) {
        return new CountingMerger(kernel) {
          @Override
          protected boolean counts(long flags, int level) {
            return super.counts(flags & ~X86Entry.KEEP_4K, level);
          }
        };
      }
    };
  }

  /** A look at the first entries has to do for all. */
  private static KnownBug firstEntriesCompared() {
    return new CpaBug(
        "x86-merge-compares-first-entries",
        "permission",
        "mistake around the loop of collapse_pmd_page()") {
      @Override
      protected Merger merger(X86Kernel kernel) {
        return new ScanningMerger(kernel) {
          @Override
          protected boolean agrees(long table, int level, long first, int count) {
            return super.agrees(table, level, first, Math.min(count, 8));
          }
        };
      }
    };
  }

  /** Leaves that agree are merged whatever they say, so vfree may need a table to put one right. */
  private static KnownBug anyProtectionMerged() {
    return new CpaBug(
        "x86-any-protection-merged",
        "leak",
        THREAD + "merge when all entries agree; vm_reset_perms() ignores a failed split") {
      @Override
      protected Merger merger(X86Kernel kernel) {
        return new ScanningMerger(kernel) {
          @Override
          protected boolean isDefault(long flags, int level) {
            return super.isDefault(flags | X86Entry.WRITABLE, level);
          }
        };
      }
    };
  }

  /** The tables go back while CPUs may still walk them. */
  private static KnownBug tableFreedBeforeFlush() {
    return new CpaBug(
        "x86-table-freed-before-flush",
        "tlb",
        "mistake around the end of cpa_collapse_large_pages()") {
      @Override
      protected Merger merger(X86Kernel kernel) {
        return new CountingMerger(kernel) {
          @Override
          protected void giveBack(List<Long> tables) {
            for (long table : tables) {
              kernel.freeTable(table);
            }
            kernel.flushAll();
          }
        };
      }
    };
  }

  /** Leaves grow while pages of them are still cached as they were. */
  private static KnownBug mergedBeforeFlush() {
    return new CpaBug(
        "x86-merged-before-flush",
        "bbm",
        "mistake around the order of cpa_flush() and cpa_collapse_large_pages()") {
      @Override
      protected Merger merger(X86Kernel kernel) {
        return new CountingMerger(kernel) {
          @Override
          protected void flushBefore() {}
        };
      }
    };
  }

  /** Memory goes, and the count of its table stays. */
  private static KnownBug hotplugNotTold() {
    return new CpaBug(
        "x86-hotplug-not-counted",
        "permission",
        THREAD + "every change behind nr_same_prot makes it wrong") {
      @Override
      protected Merger merger(X86Kernel kernel) {
        return new CountingMerger(kernel) {
          @Override
          protected void forgetTable(long table) {}
        };
      }
    };
  }
}
