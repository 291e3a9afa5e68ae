package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Outcome;

/**
 * Walks the kernel's tables over a range, calling back for every entry that is not empty, and at
 * the last level for the empty ones too.
 *
 * <p>Source: Linux 7.2 {@code mm/pagewalk.c}, walk_kernel_page_table_range_lockless.
 */
public final class RangeWalk {

  /** Callback result: go on below this entry, if there is a table. */
  public static final int DESCEND = 0;

  /** Callback result: done with this entry. */
  public static final int CONTINUE = 1;

  /** What to do with each entry. A negative result is an errno and ends the walk. */
  public interface Visitor {

    /** A PUD entry at {@code entryPa} covering [{@code addr}, {@code next}) of the range. */
    int pud(long entryPa, long addr, long next);

    /** A PMD entry. */
    int pmd(long entryPa, long addr, long next);

    /** {@code count} neighbouring PTE entries of one table, some of them possibly empty. */
    int ptes(long entryPa, int count);
  }

  private final Kernel kernel;
  private final Geometry geometry;

  RangeWalk(Kernel kernel) {
    this.kernel = kernel;
    this.geometry = kernel.geometry;
  }

  /** Walks [{@code start}, {@code end}); returns 0 or an errno, -EINVAL if the range is empty. */
  int walk(long start, long end, Visitor visitor) {
    if (Long.compareUnsigned(start, end) >= 0) {
      return Outcome.EINVAL;
    }
    return table(kernel.root, geometry.rootLevel(), start, end, visitor);
  }

  private int table(long tablePa, int level, long start, long end, Visitor visitor) {
    if (level == Geometry.PTE) {
      return pages(tablePa, start, end, visitor);
    }
    long addr = start;
    do {
      long next = Kernel.boundary(addr, end, geometry.bytes(level));
      int result = entry(tablePa + 8L * geometry.index(addr, level), level, addr, next, visitor);
      if (result < 0) {
        return result;
      }
      addr = next;
    } while (addr != end);
    return 0;
  }

  private int entry(long entryPa, int level, long addr, long next, Visitor visitor) {
    long entry = kernel.read(entryPa);
    if (entry == 0) {
      return 0;
    }
    if (level <= Geometry.PMD && level >= Geometry.PUD) {
      int action =
          level == Geometry.PUD
              ? visitor.pud(entryPa, addr, next)
              : visitor.pmd(entryPa, addr, next);
      if (action != DESCEND) {
        return Math.min(action, 0);
      }
      entry = kernel.read(entryPa);
      if (!kernel.entries.present(entry) || isLeaf(entry, level)) {
        return 0;
      }
    }
    long below = Descriptor.address(entry, geometry.pageShift());
    return table(below, level + 1, addr, next, visitor);
  }

  private boolean isLeaf(long entry, int level) {
    return level == Geometry.PUD ? kernel.entries.pudLeaf(entry) : kernel.entries.pmdLeaf(entry);
  }

  /** The kernel's loop ends by comparing with end - PAGE_SIZE, which matters when unaligned. */
  private int pages(long tablePa, long start, long end, Visitor visitor) {
    long entryPa = tablePa + 8L * geometry.index(start, Geometry.PTE);
    long before = Math.max(0, end - geometry.pageBytes() - start);
    long pages = Geometry.alignUp(before, geometry.pageBytes()) >>> geometry.pageShift();
    return visitor.ptes(entryPa, 1 + (int) pages);
  }
}
