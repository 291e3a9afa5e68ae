package io.splitproof.fuzz.program;

import io.splitproof.oracle.arch.Geometry;
import java.util.stream.LongStream;

/** The sizes a live entry, or a contiguous group of entries, can have. */
public final class LeafSizes {

  private LeafSizes() {}

  /**
   * Pages in each kind of leaf, ascending: a page, a contiguous group of pages, a PMD block, a
   * contiguous group of those, and a PUD block where the granule has one.
   */
  public static long[] pages(Geometry geometry) {
    long pmd = geometry.bytes(Geometry.PMD) >> geometry.pageShift();
    long contPmd = pmd * geometry.contPmds();
    if (!geometry.leafAllowed(Geometry.PUD)) {
      return distinct(1, geometry.contPtes(), pmd, contPmd);
    }
    long pud = geometry.bytes(Geometry.PUD) >> geometry.pageShift();
    return distinct(1, geometry.contPtes(), pmd, contPmd, pud);
  }

  private static long[] distinct(long... ascending) {
    return LongStream.of(ascending).distinct().toArray();
  }
}
