package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineEvents.Barrier;
import io.splitproof.oracle.contract.MachineEvents.Space;
import io.splitproof.oracle.contract.Warning;

/**
 * Writes and clears the entries of vmalloc areas, creating tables on demand. Tables stay when an
 * area goes, as the kernel's do.
 *
 * <p>Source: Linux 7.2 {@code mm/vmalloc.c}, vmap_pages_range_noflush, vunmap_range_noflush.
 */
public class AreaMapper {

  /** The kernel whose tables this writes. */
  protected final Kernel kernel;

  private final Geometry geometry;

  /** Creates what maps areas. */
  public AreaMapper(Kernel kernel) {
    this.kernel = kernel;
    this.geometry = kernel.geometry;
  }

  /**
   * Maps the pages of an area.
   *
   * @param leafBytes size of the pieces that {@code pfns} is contiguous in: a page, a contiguous
   *     group of pages, or a PMD block
   * @return whether there were tables enough; if not, a part is mapped
   */
  public boolean map(long va, int pages, long[] pfns, long protection, long leafBytes) {
    return leafBytes > geometry.pageBytes()
        ? mapLeaves(va, pages, pfns, protection, leafBytes)
        : mapPages(va, pages, pfns, protection);
  }

  private boolean mapLeaves(long va, int pages, long[] pfns, long protection, long leafBytes) {
    int step = (int) (leafBytes >>> geometry.pageShift());
    for (int i = 0; i < pages; i += step) {
      long at = va + ((long) i << geometry.pageShift());
      long near = pfns[0] << geometry.pageShift();
      if (!mapLeaf(at, pfns[i] << geometry.pageShift(), near, protection, leafBytes)) {
        return false;
      }
    }
    return true;
  }

  private boolean mapPages(long va, int pages, long[] pfns, long protection) {
    for (int i = 0; i < pages; ) {
      long at = va + ((long) i << geometry.pageShift());
      long entryPa = entry(at, Geometry.PTE, pfns[0] << geometry.pageShift());
      if (entryPa < 0) {
        return false;
      }
      int room = geometry.entries(Geometry.PTE) - geometry.index(at, Geometry.PTE);
      int end = Math.min(pages, i + room);
      mapInTable(entryPa, pfns, i, end, protection);
      i = end;
    }
    return true;
  }

  /** Maps some of the frames in one table; neighbouring ones are mapped as one run. */
  private void mapInTable(long entryPa, long[] pfns, int start, int end, long protection) {
    kernel.enterLazyMode();
    for (int i = start; i < end; ) {
      long pa = pfns[i] << geometry.pageShift();
      int run = neighbours(pfns, i, end - i);
      kernel.fill(entryPa + 8L * (i - start), run, protection | pa, geometry.pageBytes());
      i += run;
    }
    kernel.leaveLazyMode();
  }

  /** How many frames from {@code from} on follow each other, at most {@code most}. */
  protected int neighbours(long[] pfns, int from, int most) {
    int run = 1;
    while (run < most && pfns[from + run] == pfns[from] + run) {
      run++;
    }
    return run;
  }

  private boolean mapLeaf(long va, long pa, long near, long protection, long leafBytes) {
    boolean block = leafBytes == geometry.bytes(Geometry.PMD);
    int level = block ? Geometry.PMD : Geometry.PTE;
    long entryPa = entry(va, level, near);
    if (entryPa < 0) {
      return false;
    }
    if (block) {
      dropEmptyTable(entryPa, va);
      kernel.store(entryPa, kernel.protection.large(protection) | pa);
      return true;
    }
    int count = (int) (leafBytes >>> geometry.pageShift());
    kernel.enterLazyMode();
    kernel.fill(entryPa, count, protection | Descriptor.CONTIGUOUS | pa, geometry.pageBytes());
    kernel.leaveLazyMode();
    return true;
  }

  /** A table that earlier areas left behind makes room for a block. */
  private void dropEmptyTable(long entryPa, long va) {
    long entry = kernel.read(entryPa);
    if (entry != 0) {
      kernel.store(entryPa, 0);
      freeUnhooked(address(entry), va);
    }
  }

  /** A table that was hooked out is free once no walk cache knows it. */
  protected void freeUnhooked(long table, long va) {
    kernel.flushWalkCache(va);
    kernel.freeTable(table);
  }

  /**
   * Where the entry for {@code va} at {@code level} is, making tables on the way; -1 if none
   * left.
   */
  private long entry(long va, int level, long nearPa) {
    long tablePa = kernel.root;
    for (int at = geometry.rootLevel(); at < level; at++) {
      long entryPa = tablePa + 8L * geometry.index(va, at);
      long entry = kernel.read(entryPa);
      tablePa = entry != 0 ? address(entry) : newTable(entryPa, at + 1, nearPa);
      if (tablePa == Kernel.NO_TABLE) {
        return -1;
      }
    }
    return tablePa + 8L * geometry.index(va, level);
  }

  private long newTable(long entryPa, int level, long nearPa) {
    long table = kernel.allocateTable(level, Space.AREA, nearPa, true);
    if (table != Kernel.NO_TABLE) {
      clear(table, level);
      return publish(entryPa, table);
    }
    return table;
  }

  /** Hooks a new table in, unless another CPU was faster; returns the table that is there now. */
  protected long publish(long entryPa, long table) {
    long entry = kernel.read(entryPa);
    if (entry != 0) {
      kernel.freeTable(table);
      return address(entry);
    }
    beforePublishing();
    kernel.store(entryPa, table | tableProtection());
    return table;
  }

  /** Empties a new table of entries for {@code level}. */
  protected void clear(long table, int level) {
    kernel.fillNewTable(table, geometry.entries(level), 0, 0);
  }

  /** The new table is hooked in only after walkers can see that it is empty. */
  protected void beforePublishing() {
    kernel.barrier(Barrier.DSB_ISHST);
  }

  /** What table descriptors of areas say besides where the table is. */
  protected long tableProtection() {
    return kernel.protection.table;
  }

  /** Clears every entry of [{@code va}, {@code va + bytes}); the TLB is left for later. */
  public void unmap(long va, long bytes) {
    long end = va + bytes;
    for (long addr = va; addr < end; ) {
      addr = unmapAt(addr, end);
    }
  }

  /** Clears what one table or block holds of the range; returns where to go on. */
  private long unmapAt(long va, long end) {
    long tablePa = kernel.root;
    for (int level = geometry.rootLevel(); level < Geometry.PTE; level++) {
      long entryPa = tablePa + 8L * geometry.index(va, level);
      long entry = kernel.read(entryPa);
      boolean leaf = level == Geometry.PMD && kernel.entries.pmdLeaf(entry);
      if (leaf) {
        kernel.store(entryPa, 0);
      }
      if (leaf || entry == 0) {
        return Geometry.alignDown(va, geometry.bytes(level)) + geometry.bytes(level);
      }
      tablePa = address(entry);
    }
    long next = Kernel.boundary(va, end, geometry.bytes(Geometry.PMD));
    clearPages(
        tablePa + 8L * geometry.index(va, Geometry.PTE),
        (int) (next - va >>> geometry.pageShift()));
    return next;
  }

  /** Each entry is looked at as it goes. */
  private void clearPages(long entryPa, int count) {
    int cleared = 0;
    for (int i = 0; i < count; i++) {
      long entry = kernel.read(entryPa + 8L * i);
      if (entry != 0 && !kernel.entries.present(entry)) {
        kernel.fill(entryPa + 8L * cleared, i + 1 - cleared, 0, 0);
        kernel.warn(Warning.VUNMAP_GARBAGE);
        cleared = i + 1;
      }
    }
    kernel.fill(entryPa + 8L * cleared, count - cleared, 0, 0);
  }

  private long address(long entry) {
    return Descriptor.address(entry, geometry.pageShift());
  }
}
