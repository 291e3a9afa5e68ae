package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.arch.Format;
import io.splitproof.oracle.arch.Geometry;
import java.util.Arrays;

/**
 * Where in the address space tables lie, and which hierarchical bits are above them. An answer is
 * remembered until a table is made, freed, or hooked in or out: nothing else can change it, because
 * every store of a table descriptor is one of these, and {@link TableShadow#version()} tells.
 */
final class TablePlaces {

  /** Answers remembered, a power of two; more tables than that are asked about again. */
  private static final int REMEMBERED = 64;

  private final Geometry geometry;
  private final Format format;
  private final int pageShift;
  private final DescriptorMemory memory;
  private final TableShadow shadow;
  private final long[] pfns = new long[REMEMBERED];
  private final int[] versions = new int[REMEMBERED];
  private final long[] vas = new long[REMEMBERED];
  private final long[] bits = new long[REMEMBERED];
  private final boolean[] walked = new boolean[REMEMBERED];
  private int at;

  TablePlaces(Geometry geometry, DescriptorMemory memory, TableShadow shadow) {
    this.geometry = geometry;
    this.format = geometry.format();
    this.pageShift = geometry.pageShift();
    this.memory = memory;
    this.shadow = shadow;
    Arrays.fill(pfns, -1);
  }

  /**
   * Virtual address that the entry for {@code level} at {@code pa} is for, or {@link
   * TableShadow#UNREACHABLE}; {@link #bitsAbove} and {@link #isWalked} are about the same table.
   */
  long va(long pa, int level) {
    long pfn = pa >>> pageShift;
    at = (int) pfn & REMEMBERED - 1;
    if (pfns[at] != pfn || versions[at] != shadow.version()) {
      find(pfn);
    }
    long index = (pa & (1L << pageShift) - 1) >>> 3;
    long va = vas[at];
    return va == TableShadow.UNREACHABLE ? va : va + (index << geometry.shift(level));
  }

  /** Hierarchical bits of all table descriptors above the table last asked about. */
  long bitsAbove() {
    return bits[at];
  }

  /** Whether a walk from the root to that address really arrives at that table. */
  boolean isWalked() {
    return walked[at];
  }

  private void find(long pfn) {
    pfns[at] = pfn;
    versions[at] = shadow.version();
    vas[at] = shadow.va(pfn << pageShift);
    bits[at] = 0;
    walked[at] = vas[at] != TableShadow.UNREACHABLE;
    if (walked[at]) {
      climb(pfn);
    }
  }

  private void climb(long pfn) {
    long table = pfn << pageShift;
    long entryPa = shadow.parent(table);
    while (entryPa != TableShadow.UNREACHABLE) {
      long descriptor = memory.read(entryPa);
      int level = shadow.level(entryPa);
      bits[at] |= format.tableBits(descriptor);
      walked[at] &=
          format.isTable(descriptor, level)
              && format.table(descriptor) == table
              && shadow.level(table) == level + 1;
      table = entryPa >>> pageShift << pageShift;
      entryPa = shadow.parent(entryPa);
    }
  }
}
