package io.splitproof.oracle.reference;

import io.splitproof.oracle.arch.Geometry;

/**
 * What one call has to do with TLBs: what it must leave clean, what it may leave to others, and how
 * much it may invalidate. Filled by {@link FlushRules}; reused from operation to operation.
 *
 * <p>Every call, whatever it promises besides, leaves nothing stale that it made stale itself, but
 * for {@link #owed()} and {@link #leavesUnmappedAreas()}.
 */
public final class FlushPromise {

  private final Geometry geometry;
  private final AddressRanges clean = new AddressRanges();
  private final AddressRanges owed = new AddressRanges();
  private final AddressRanges about = new AddressRanges();
  private boolean purges;
  private boolean leavesUnmappedAreas;
  private boolean unmapsAreas;
  private boolean beforeFreeing;
  private boolean unlimited;
  private final AddressRanges leftToOthers = new AddressRanges();
  private long pages;

  /** Creates the promise of calls on a machine of that geometry. */
  public FlushPromise(Geometry geometry) {
    this.geometry = geometry;
  }

  /** Promises nothing, and may invalidate nothing. */
  public void clear() {
    clean.clear();
    owed.clear();
    about.clear();
    leftToOthers.clear();
    purges = false;
    leavesUnmappedAreas = false;
    unmapsAreas = false;
    beforeFreeing = false;
    unlimited = false;
    pages = 0;
  }

  /** The call failed: it promises nothing but to clean up after itself. */
  public void withdraw() {
    clean.clear();
    purges = false;
  }

  /** After success nothing stale is left in these ranges, whoever made it so. */
  public AddressRanges clean() {
    return clean;
  }

  /** Here the caller owes the invalidation. */
  public AddressRanges owed() {
    return owed;
  }

  /** Here only the CPU that runs the call has to be clean of what the call makes stale. */
  public AddressRanges leftToOthers() {
    return leftToOthers;
  }

  /** After success nothing stale is left of areas that are gone, whoever unmapped them. */
  public boolean purges() {
    return purges;
  }

  /** What is in no area any more may stay cached until somebody purges. */
  public boolean leavesUnmappedAreas() {
    return leavesUnmappedAreas;
  }

  /** It may unmap an area, which is then somebody's to purge even if nothing of it is cached. */
  public boolean unmapsAreas() {
    return unmapsAreas;
  }

  /** {@link #clean()} holds already when the first frame goes back to the allocator. */
  public boolean beforeFreeing() {
    return beforeFreeing;
  }

  /** No invalidation lies outside all of these ranges, but for frames given back on the way. */
  public AddressRanges about() {
    return about;
  }

  /** Pages that may be invalidated in total, but for frames and tables given back on the way. */
  public long pages() {
    return pages;
  }

  /** Whether there is no limit: the caller asked for a negative number of pages. */
  public boolean isUnlimited() {
    return unlimited;
  }

  void purge() {
    purges = true;
  }

  void leaveUnmappedAreas() {
    leavesUnmappedAreas = true;
  }

  void unmapArea() {
    unmapsAreas = true;
  }

  void keepBeforeFreeing() {
    beforeFreeing = true;
  }

  void noLimit() {
    unlimited = true;
  }

  void owe(long start, long end) {
    owed.add(start, end);
  }

  void leaveToOthers(long start, long end) {
    leftToOthers.add(start, end);
  }

  void keepClean(long start, long end) {
    clean.add(start, end);
  }

  /** Allows one invalidation of [{@code start}, {@code end}), rounded outward to pages. */
  void mayInvalidate(long start, long end) {
    long from = Geometry.alignDown(start, geometry.pageBytes());
    long to = Geometry.alignUp(end, geometry.pageBytes());
    about.add(from, to);
    pages += Math.max(0, to - from) >>> geometry.pageShift();
  }

  /** Allows invalidations of {@code count} pages somewhere in [{@code start}, {@code end}). */
  void mayInvalidate(long count, long start, long end) {
    about.add(start, end);
    pages += count;
  }
}
