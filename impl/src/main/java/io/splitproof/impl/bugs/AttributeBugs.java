package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Entries;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.LeafSplitter;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.impl.linux.RangeWalk;
import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.List;

/** Mistakes in how attribute bits of a range change. */
final class AttributeBugs {

  private AttributeBugs() {}

  static List<KnownBug> all() {
    return List.of(
        forgetsInvalidBlocks(),
        takesInvalidBlocksForTables(),
        setsThenClears(),
        firstPageOnly(),
        onePageShort(),
        skipsBlocks(),
        skipsInvalidPages());
  }

  /** An invalid entry has no mark of its own: nothing that comes later takes it for a leaf. */
  private static KnownBug forgetsInvalidBlocks() {
    return new Bug(
        "invalid-block-is-no-leaf",
        "permission",
        "v7 (seed 001): set_memory_valid(off) cleared PTE_VALID and nothing else") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected long invalidSet() {
            return 0;
          }
        };
      }
    };
  }

  /** An entry that is present and no valid leaf is taken for a table, and walked. */
  private static KnownBug takesInvalidBlocksForTables() {
    return new Bug(
        "invalid-block-walked-as-table",
        "mapping",
        "v7 (seed 001): pmd_leaf() and pud_leaf() asked for PTE_VALID") {
      @Override
      protected Kernel kernel(MachineConfig config) {
        Entries entries =
            new Entries(config.geometry().pageShift()) {
              @Override
              public boolean pmdLeaf(long entry) {
                return valid(entry) && super.pmdLeaf(entry);
              }
            };
        return new Kernel(config, entries);
      }
    };
  }

  /** With non-global mappings a bit that both sets and clears name ends up cleared. */
  private static KnownBug setsThenClears() {
    return new Bug(
        "attributes-set-then-cleared",
        "permission",
        "review of PTE_PRESENT_INVALID, which is nG: set_pte_bit() before clear_pte_bit()") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected long changed(long entry, long set, long clear) {
            return (entry | set) & ~clear;
          }
        };
      }
    };
  }

  /** Of a range only the first page changes. */
  private static KnownBug firstPageOnly() {
    return new Bug(
        "change-first-page-only",
        "permission",
        "mistake around the end of the walk in update_range_prot()") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          public int ptes(long entryPa, int count) {
            return super.ptes(entryPa, 1);
          }
        };
      }
    };
  }

  /** The last page of a range is taken for the first one after it. */
  private static KnownBug onePageShort() {
    return new Bug(
        "change-one-page-short",
        "permission",
        "mistake around the end of the walk in update_range_prot()") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected int walk(long start, long end) {
            long last = end - kernel.geometry.pageBytes();
            return super.walk(start, last == start ? end : last);
          }
        };
      }
    };
  }

  /** Blocks that lie wholly in the range stay as they are. */
  private static KnownBug skipsBlocks() {
    return new Bug(
        "change-skips-blocks",
        "permission",
        "mistake around pageattr_pmd_entry() and pageattr_pud_entry()") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected void changeLeaf(long entryPa, long entry) {}
        };
      }
    };
  }

  /** Pages that are invalid now keep permissions that show when they are valid again. */
  private static KnownBug skipsInvalidPages() {
    return new Bug(
        "change-skips-invalid-pages",
        "permission",
        "mistake around pageattr_pte_entry(): pte_valid() asked before the bits change") {
      @Override
      protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new PageAttributes(kernel, splitter, walk) {
          @Override
          protected long changed(long entry, long set, long clear) {
            boolean skipped = ((entry | set) & Descriptor.VALID) == 0;
            return skipped ? entry : super.changed(entry, set, clear);
          }
        };
      }
    };
  }
}
