package io.splitproof.fuzz.report;

import io.splitproof.oracle.arch.Geometry;

/**
 * A range of virtual addresses that somebody asked for, whole pages of the linear map or of what
 * lies above it.
 *
 * @param start first address
 * @param end first address after it
 */
record Extent(long start, long end) {

  /** The pages that {@code pages} from {@code va} on touch, at least one. */
  static Extent of(long va, long pages, Geometry geometry) {
    long start = Geometry.alignDown(va, geometry.pageBytes());
    long limit = geometry.inLinearMap(va) ? geometry.linearEnd() : geometry.vmallocEnd();
    long most = limit - start >> geometry.pageShift();
    long count = Math.max(1, Math.min(pages, most));
    return new Extent(start, start + (count << geometry.pageShift()));
  }

  /** Whether {@code va} lies in it. */
  boolean contains(long va) {
    return va >= start && va < end;
  }

  /** Whether every address of {@code other} lies in it. */
  boolean contains(Extent other) {
    return other.start >= start && other.end <= end;
  }

  /** Whether any address lies in both. */
  boolean overlaps(Extent other) {
    return start < other.end && end > other.start;
  }
}
