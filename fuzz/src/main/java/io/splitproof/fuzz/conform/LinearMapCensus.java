package io.splitproof.fuzz.conform;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.arch.Geometry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts every entry of the linear map by kind. What one table holds is remembered until the table
 * is written to, so that counting after every operation costs what the operation touched, plus one
 * look at each table.
 */
final class LinearMapCensus {

  private static final int INVALID = LeafKind.values().length;
  private static final int READ_ONLY = INVALID + 1;
  private static final int PMD_TABLES = READ_ONLY + 1;
  private static final int PTE_TABLES = PMD_TABLES + 1;

  private final Geometry geometry;
  private final DescriptorMemory memory;
  private final long rootPa;
  private final Map<Long, Table> tables = new HashMap<>();

  /** One table: what it holds itself, and the tables it leads to. */
  private record Table(long[] counts, long[] next) {}

  LinearMapCensus(Geometry geometry, DescriptorMemory memory, long rootPa) {
    this.geometry = geometry;
    this.memory = memory;
    this.rootPa = rootPa;
  }

  /** The descriptor at {@code pa}, or the table that starts there, changed. */
  void changed(long pa) {
    tables.remove(pa & -geometry.pageBytes());
  }

  LinearCounts count() {
    long[] sum = new long[PTE_TABLES + 1];
    add(rootPa, geometry.rootLevel(), sum);
    return new LinearCounts(
        sum[LeafKind.PUD.ordinal()],
        sum[LeafKind.CPMD.ordinal()],
        sum[LeafKind.PMD.ordinal()],
        sum[LeafKind.CPTE.ordinal()],
        sum[LeafKind.PTE.ordinal()],
        sum[INVALID],
        sum[READ_ONLY],
        sum[PMD_TABLES],
        sum[PTE_TABLES]);
  }

  private void add(long tablePa, int level, long[] sum) {
    Table table = tables.computeIfAbsent(tablePa, pa -> read(pa, level));
    for (int i = 0; i < sum.length; i++) {
      sum[i] += table.counts[i];
    }
    for (long next : table.next) {
      add(next, level + 1, sum);
    }
  }

  private Table read(long tablePa, int level) {
    boolean root = level == geometry.rootLevel();
    int first = root ? geometry.index(geometry.linearStart(), level) : 0;
    int last = root ? geometry.index(geometry.linearEnd() - 1, level) : geometry.entries(level) - 1;
    long[] counts = new long[PTE_TABLES + 1];
    if (level == Geometry.PMD) {
      counts[PMD_TABLES] = 1;
    } else if (level == Geometry.PTE) {
      counts[PTE_TABLES] = 1;
    }
    long[] next = new long[last - first + 1];
    int found = 0;
    for (int index = first; index <= last; index++) {
      long descriptor = memory.read(tablePa + 8L * index);
      if (Descriptor.isTable(descriptor, level)) {
        next[found++] = Descriptor.address(descriptor, geometry.pageShift());
      } else if (LeafKind.isLeaf(level, descriptor)) {
        leaf(descriptor, level, counts);
      }
    }
    return new Table(counts, Arrays.copyOf(next, found));
  }

  private void leaf(long descriptor, int level, long[] counts) {
    long pages = geometry.bytes(level) / geometry.pageBytes();
    counts[LeafKind.of(level, descriptor).ordinal()]++;
    if (!Descriptor.isValid(descriptor)) {
      counts[INVALID] += pages;
    }
    if ((descriptor & Descriptor.READ_ONLY) != 0) {
      counts[READ_ONLY] += pages;
    }
  }
}
