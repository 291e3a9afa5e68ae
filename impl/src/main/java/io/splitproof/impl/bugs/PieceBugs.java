package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.LeafSplitter;
import io.splitproof.oracle.arch.Descriptor;
import java.util.List;

/** Mistakes in the pieces that a leaf is split into. */
final class PieceBugs {

  private PieceBugs() {}

  static List<KnownBug> all() {
    return List.of(
        validPieces(), privatePieces(), untaggedPieces(), piecesOnePageApart(), tablesForBlocks());
  }

  /** The pieces are valid whatever the leaf was. */
  private static KnownBug validPieces() {
    return new Bug(
        "split-of-invalid-leaf-gives-valid-pages",
        "permission",
        "v7 (seed 001): split_pmd() and split_pud() took the leaf for valid") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected long validityOf(long entry, long protection) {
            return protection;
          }
        };
      }
    };
  }

  /** The shared bit of a realm is taken for a part of the address, and masked off with it. */
  private static KnownBug privatePieces() {
    return new Bug(
        "split-drops-shared-bit",
        "permission",
        "mistake around the output address of split_pmd() in a realm") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected long outputAddress(long entry, int level) {
            return super.outputAddress(entry, level) & ~Descriptor.NS_SHARED;
          }
        };
      }
    };
  }

  /** Pieces get the memory type that most kernel memory has, not that of the leaf. */
  private static KnownBug untaggedPieces() {
    return new Bug(
        "split-drops-memory-type",
        "permission",
        "mistake around the protection of the pieces: PAGE_KERNEL for pmd_pgprot()") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected long attributes(long entry) {
            return super.attributes(entry) & ~Descriptor.ATTR_INDEX_MASK;
          }
        };
      }
    };
  }

  /** The blocks a PUD is split into lie a page apart, as the pages of a PMD do. */
  private static KnownBug piecesOnePageApart() {
    return new Bug(
        "split-pud-by-page-size",
        "mapping",
        "mistake around the step of split_pud(): PAGE_SIZE for PMD_SIZE") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected void fill(long table, int level, long piece) {
            kernel.fillNewTable(table, geometry.entries(level), piece, geometry.pageBytes());
          }
        };
      }
    };
  }

  /** The blocks a PUD is split into keep the bit that pages have and blocks must not. */
  private static KnownBug tablesForBlocks() {
    return new Bug(
        "split-pud-into-tables",
        "mapping",
        "mistake around split_pud(): PTE_TYPE_PAGE for PMD_TYPE_SECT") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected long blockProtection(long entry) {
            return attributes(entry) | Descriptor.TYPE_MASK;
          }
        };
      }
    };
  }
}
