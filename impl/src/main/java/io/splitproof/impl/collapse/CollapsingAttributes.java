package io.splitproof.impl.collapse;

import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.impl.linux.RangeWalk;
import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineEvents.Lock;

/**
 * Changes attributes of the linear map under pgtable_split_lock, from the split to the
 * invalidation, then lets leaves grow in the tables that were touched, whether the change worked or
 * not. The forms that leave the invalidation to the caller grow leaves before it: a stale entry is
 * for pages that are in the range the caller invalidates, and goes then whatever its size.
 *
 * <p>A page that is already what it is to be is not split for: it would only collapse again.
 */
public class CollapsingAttributes extends PageAttributes {

  private final CollapsingKernel kernel;
  private final CollapsingSplitter splitter;
  private final Collapser collapser;
  private final Geometry geometry;

  /** Creates what changes attributes, with what splits and what grows leaves. */
  public CollapsingAttributes(
      CollapsingKernel kernel,
      CollapsingSplitter splitter,
      RangeWalk walk,
      Collapser collapser) {
    super(kernel, splitter, walk);
    this.kernel = kernel;
    this.splitter = splitter;
    this.collapser = collapser;
    this.geometry = kernel.geometry;
  }

  @Override
  public int update(long start, long bytes, long set, long clear) {
    if (!takesLock(start, start + bytes)) {
      return super.update(start, bytes, set, clear);
    }
    kernel.lock(Lock.SPLIT);
    int result = updateHoldingLock(start, bytes, set, clear);
    collapse(start, start + bytes);
    kernel.unlock(Lock.SPLIT);
    return result;
  }

  @Override
  public int change(long start, long bytes, long set, long clear) {
    if (!takesLock(start, start + bytes)) {
      return super.change(start, bytes, set, clear);
    }
    kernel.lock(Lock.SPLIT);
    int result = updateHoldingLock(start, bytes, set, clear);
    if (needsInvalidation(set, clear)) {
      invalidate(start, start + bytes);
    }
    collapse(start, start + bytes);
    kernel.unlock(Lock.SPLIT);
    return result;
  }

  private int updateHoldingLock(long start, long bytes, long set, long clear) {
    boolean done = isAlready(start, start + bytes, set, clear);
    return done ? 0 : super.update(start, bytes, set, clear);
  }

  @Override
  protected int split(long start, long end) {
    return takesLock(start, end)
        ? splitter.splitHoldingLock(start, end)
        : splitter.splitForNow(start, end);
  }

  /**
   * Whether the sizes of leaves in a range may change: a part of the linear map, once it has
   * collapsed, but for the KFENCE pool, which is changed from atomic context.
   */
  protected boolean takesLock(long start, long end) {
    boolean linear = geometry.inLinearMap(start) && geometry.inLinearMap(end - 1);
    boolean pool = kernel.isKfenceAddress(start) && kernel.isKfenceAddress(end - 1);
    return kernel.isCollapsed() && start < end && linear && !pool;
  }

  /** Whether all of the range is one leaf or a part of it, and needs no change. */
  private boolean isAlready(long start, long end, long set, long clear) {
    if ((start & geometry.pageBytes() - 1) != 0) {
      return false;
    }
    long tablePa = kernel.root();
    for (int level = geometry.rootLevel(); ; level++) {
      long entry = kernel.read(tablePa + 8L * geometry.index(start, level));
      if (level < Geometry.PTE && Collapser.isTable(entry)) {
        tablePa = Descriptor.address(entry, geometry.pageShift());
        continue;
      }
      long next = Geometry.alignDown(start, geometry.bytes(level)) + geometry.bytes(level);
      return kernel.entries.present(entry) && end <= next && changed(entry, set, clear) == entry;
    }
  }

  /** Lets leaves grow around what was changed. */
  protected void collapse(long start, long end) {
    long page = geometry.pageBytes();
    collapser.around(Geometry.alignDown(start, page), Geometry.alignUp(end, page));
  }
}
