package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.arch.Format;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.reference.Observed;

/** Reads the live tables of a range of addresses, a run of entries at a time. */
final class TableWalk implements Observed {

  /** Who looks at what the walk meets. Anything but null ends it. */
  interface Visitor {

    /** Leaves, or nothing. {@code run} is reused once this returns. */
    Divergence run(Run run);

    /**
     * A table descriptor at {@code entryPa} in a table for {@code level}, before what is below it.
     */
    Divergence table(long entryPa, int level, long va, long descriptor);
  }

  /** Stored level: any. Every table on the way is shown to the visitor. */
  static final int ANY_LEVEL = -1;

  /** Stored level: none. No table is shown to the visitor. */
  static final int NO_LEVEL = Geometry.PTE + 1;

  private final Geometry geometry;
  private final Format format;
  private final DescriptorMemory memory;
  private final long rootPa;
  private final Run run;
  private final TableShadow shadow;
  private Visitor visitor;
  private int storedLevel;

  /** The table of pages that {@link #at} met last, until any table changes. */
  private long lastTablePa;

  private long lastRegion = -1;
  private long lastBits;
  private int lastVersion;

  TableWalk(
      Geometry geometry,
      DescriptorMemory memory,
      long rootPa,
      boolean realm,
      TableShadow shadow) {
    this.shadow = shadow;
    this.geometry = geometry;
    this.format = geometry.format();
    this.memory = memory;
    this.rootPa = rootPa;
    this.run = new Run(geometry, realm);
  }

  /**
   * Visits [{@code start}, {@code end}). Entries that map more than the range are visited whole.
   *
   * @param storedLevel level at which entries were stored: contiguous groups are completed there,
   *     and tables shown from there on down
   * @return what the visitor stopped at, or null
   */
  Divergence visit(long start, long end, int storedLevel, Visitor visitor) {
    this.visitor = visitor;
    this.storedLevel = storedLevel;
    long last = end - 1;
    return table(rootPa, geometry.rootLevel(), 0, start, last);
  }

  /**
   * As {@link #visit}, in the one table that walks of the range arrive at.
   *
   * @param level level of its entries, which is the stored level
   * @param bits hierarchical bits above it
   */
  Divergence visitTable(
      long tablePa, int level, long bits, long start, long end, Visitor visitor) {
    this.visitor = visitor;
    this.storedLevel = level;
    return table(tablePa, level, bits, start, end - 1);
  }

  private Divergence table(long tablePa, int level, long bits, long start, long last) {
    int from = geometry.index(start, level);
    int to = geometry.index(last, level);
    int first = from;
    int end = to;
    if (level == storedLevel) {
      int group = Math.min(geometry.contiguous(level), geometry.entries(level));
      first = from & -group;
      end = to | group - 1;
    }
    int shift = geometry.shift(level);
    long base = Geometry.alignDown(start, geometry.bytes(level)) - ((long) from << shift);
    for (int i = first; i <= end; ) {
      long va = base + ((long) i << shift);
      long entryPa = tablePa + 8L * i;
      long descriptor = memory.read(entryPa);
      Divergence found;
      if (format.isTable(descriptor, level)) {
        boolean wanted = i >= from && i <= to;
        found = wanted ? below(entryPa, level, va, descriptor, bits, start, last) : null;
        i++;
      } else {
        int count = fill(entryPa, level, va, descriptor, bits, end - i + 1);
        found = visitor.run(run);
        i += count;
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private Divergence below(
      long entryPa, int level, long va, long descriptor, long bits, long start, long last) {
    Divergence found =
        level >= storedLevel ? visitor.table(entryPa, level, va, descriptor) : null;
    if (found != null) {
      return found;
    }
    long below = format.table(descriptor);
    long lastBelow = va + geometry.bytes(level) - 1;
    return table(
        below,
        level + 1,
        bits | format.tableBits(descriptor),
        Math.max(start, va),
        Math.min(last, lastBelow));
  }

  private int fill(long entryPa, int level, long va, long descriptor, long bits, int limit) {
    run.va = va;
    run.level = level;
    run.descriptor = descriptor;
    run.entryPa = entryPa;
    run.tableBits = bits;
    run.count = memory.runLength(entryPa, limit, descriptor == 0 ? 0 : geometry.bytes(level));
    return run.count;
  }

  @Override
  public boolean cuts(long va) {
    at(va);
    boolean marked = format.isContiguous(run.descriptor);
    long bytes = geometry.bytes(run.level) * (marked ? geometry.contiguous(run.level) : 1);
    return run.descriptor != 0 && (va & bytes - 1) != 0;
  }

  /** Neighbouring pages share a table, which is found by a walk once. */
  @Override
  public int at(long va) {
    long region = va >>> geometry.shift(Geometry.PMD);
    if (region == lastRegion && shadow.version() == lastVersion) {
      return leaf(memory.read(entryPa(lastTablePa, va, Geometry.PTE)), Geometry.PTE, lastBits);
    }
    long tablePa = rootPa;
    long bits = 0;
    for (int level = geometry.rootLevel(); ; level++) {
      if (level == Geometry.PTE) {
        lastRegion = region;
        lastTablePa = tablePa;
        lastBits = bits;
        lastVersion = shadow.version();
      }
      long descriptor = memory.read(entryPa(tablePa, va, level));
      if (!format.isTable(descriptor, level)) {
        return leaf(descriptor, level, bits);
      }
      bits |= format.tableBits(descriptor);
      tablePa = format.table(descriptor);
    }
  }

  private long entryPa(long tablePa, long va, int level) {
    return tablePa + 8L * geometry.index(va, level);
  }

  private int leaf(long descriptor, int level, long bits) {
    run.level = level;
    run.descriptor = descriptor;
    run.tableBits = bits;
    return run.state();
  }
}
