package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Frames;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.KfencePool;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.impl.linux.RangeToPages;
import io.splitproof.impl.x86.ChangePageAttr;
import io.splitproof.impl.x86.Flags;
import io.splitproof.impl.x86.Merger;
import io.splitproof.impl.x86.X86Kernel;
import io.splitproof.impl.x86.X86KfencePool;
import io.splitproof.oracle.arch.X86Entry;
import java.util.List;

/** Mistakes in changing and splitting x86-64's leaves. */
final class CpaBugs {

  private CpaBugs() {}

  static List<KnownBug> all() {
    return List.of(
        globalLost(),
        patNotMoved(),
        noExecuteLost(),
        splitWithoutFlush(),
        areaNotFollowed(),
        aliasNotFlushed(),
        poolInLargeLeaf());
  }

  /** What was absent is not global when it is present again. */
  private static KnownBug globalLost() {
    return new CpaBug(
        "x86-global-lost",
        "permission",
        "before \"x86/mm/cpa: restore global bit when page is present\" (seed 003)") {
      @Override
      protected Flags flags() {
        return new Flags() {
          @Override
          protected long global(long flags) {
            boolean present = (flags & X86Entry.PRESENT) != 0;
            return present ? flags : flags & ~X86Entry.GLOBAL;
          }
        };
      }
    };
  }

  /** The bit that says a leaf is large is taken for the PAT bit of its pages. */
  private static KnownBug patNotMoved() {
    return new CpaBug(
        "x86-pat-not-moved",
        "permission",
        "mistake around pgprot_large_2_4k() in __split_large_page()") {
      @Override
      protected Flags flags() {
        return new Flags() {
          @Override
          public long pieces(long flags, int level) {
            return global(flags);
          }
        };
      }
    };
  }

  /** Pages of a leaf that is not executable are. */
  private static KnownBug noExecuteLost() {
    return new CpaBug(
        "x86-no-execute-lost", "permission", "mistake around ref_prot in __split_large_page()") {
      @Override
      protected Flags flags() {
        return new Flags() {
          @Override
          public long pieces(long flags, int level) {
            return super.pieces(flags, level) & ~X86Entry.NO_EXECUTE;
          }
        };
      }
    };
  }

  /** The large leaf is still cached while its pages change. */
  private static KnownBug splitWithoutFlush() {
    return new CpaBug(
        "x86-split-without-flush",
        "bbm",
        "mistake around flush_tlb_all() in __split_large_page()") {
      @Override
      protected ChangePageAttr changes(X86Kernel kernel, Merger merger) {
        return new ChangePageAttr(kernel, flags(), merger) {
          @Override
          protected void flushSplit() {}
        };
      }
    };
  }

  /** The direct map behind an area stays writable. */
  private static KnownBug areaNotFollowed() {
    return new CpaBug(
        "x86-area-not-followed", "permission", "mistake around cpa_process_alias()") {
      @Override
      protected ChangePageAttr changes(X86Kernel kernel, Merger merger) {
        return new ChangePageAttr(kernel, flags(), merger) {
          @Override
          protected boolean followsAreas() {
            return false;
          }
        };
      }
    };
  }

  /** Where the area says already what is asked for, the direct map behind it is not invalidated. */
  private static KnownBug aliasNotFlushed() {
    return new CpaBug(
        "x86-alias-not-flushed",
        "tlb",
        "7.2: CPA_FLUSHTLB of the copy that cpa_process_alias() works on is lost") {
      @Override
      protected ChangePageAttr changes(X86Kernel kernel, Merger merger) {
        return new ChangePageAttr(kernel, flags(), merger) {
          @Override
          protected boolean mindsAliases() {
            return false;
          }
        };
      }
    };
  }

  /** Nobody asks for the pages of the pool, so KFENCE meets a leaf that it cannot change. */
  private static KnownBug poolInLargeLeaf() {
    return new CpaBug(
        "x86-kfence-pool-in-large-leaf",
        "result",
        "mistake around arch_kfence_init_pool()") {
      @Override
      protected KfencePool kfence(
          Kernel kernel, Frames frames, RangeToPages toPages, PageAttributes attributes) {
        return new X86KfencePool((X86Kernel) kernel, frames, toPages, attributes) {
          @Override
          protected int mapAsPages(long start, long end) {
            return 0;
          }
        };
      }
    };
  }
}
