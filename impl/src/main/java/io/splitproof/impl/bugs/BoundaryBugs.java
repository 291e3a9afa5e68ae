package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.LeafSplitter;
import java.util.List;

/** Mistakes in where leaves are split, and which contiguous marks go. */
final class BoundaryBugs {

  private BoundaryBugs() {}

  static List<KnownBug> all() {
    return List.of(
        moreAlignedEnd(),
        onlyTheStart(),
        markOfPagesStays(),
        markOfBlocksStays(),
        halfTheGroup(),
        groupFromTheEntryOn());
  }

  /** For a single page the better aligned end is looked at, where there is less to split. */
  private static KnownBug moreAlignedEnd() {
    return new Bug(
        "split-at-more-aligned-end",
        "result",
        "v7 thread (seed 001): review of the shortcut for a single page") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected long lessAligned(long start, long end) {
            return start + end - super.lessAligned(start, end);
          }
        };
      }
    };
  }

  /** Only the leaf that crosses the start is split. */
  private static KnownBug onlyTheStart() {
    return new Bug(
        "split-only-at-start",
        "result",
        "mistake around the second boundary of split_kernel_leaf_mapping()") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected int splitBoundaries(long start, long end) {
            return splitAt(start);
          }
        };
      }
    };
  }

  /** A contiguous group of pages keeps its mark although a boundary runs through it. */
  private static KnownBug markOfPagesStays() {
    return new Bug(
        "contiguous-pages-keep-mark",
        "mapping",
        "mistake around split_contpte(): a group whose members differ stays marked") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected void splitAtPte(long addr, long tablePa) {}
        };
      }
    };
  }

  /** When one block of a contiguous group is split, the others keep their marks. */
  private static KnownBug markOfBlocksStays() {
    return new Bug(
        "contiguous-blocks-keep-mark",
        "mapping",
        "mistake around split_contpmd(): a group that lost a member stays marked") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected void dropContPmd(long entryPa) {}
        };
      }
    };
  }

  /** Only the first half of a group loses its marks. */
  private static KnownBug halfTheGroup() {
    return new Bug(
        "unmark-half-a-group",
        "mapping",
        "mistake around the loop of split_contpte(): CONT_PTES / 2") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected void dropMarks(long entryPa, int count, long bytes) {
            clearMarks(entryPa & -8L * count, count / 2, bytes);
          }
        };
      }
    };
  }

  /** Marks go from the entry at the boundary on, not from the first of its group. */
  private static KnownBug groupFromTheEntryOn() {
    return new Bug(
        "unmark-neighbour-group",
        "mapping",
        "mistake around split_contpte(): PTR_ALIGN_DOWN forgotten") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected void dropMarks(long entryPa, int count, long bytes) {
            long room = geometry.pageBytes() - (entryPa & geometry.pageBytes() - 1) >>> 3;
            clearMarks(entryPa, (int) Math.min(count, room), bytes);
          }
        };
      }
    };
  }
}
