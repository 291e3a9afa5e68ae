package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineEvents.Context;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;

/**
 * Changes attribute bits of a range of live kernel entries, after splitting what crosses its ends.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/pageattr.c}, update_range_prot and
 * __change_memory_common.
 */
public class PageAttributes implements RangeWalk.Visitor {

  /** The kernel whose entries this changes. */
  protected final Kernel kernel;

  private final LeafSplitter splitter;
  private final RangeWalk walk;

  /** Creates what changes attributes, with the splits and walks that takes. */
  public PageAttributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
    this.kernel = kernel;
    this.splitter = splitter;
    this.walk = walk;
  }

  /** Bits that make a present entry valid. */
  protected long validSet() {
    return kernel.protection.presentValid;
  }

  /** Bits to clear when making an entry valid. */
  protected long validClear() {
    return Descriptor.PRESENT_INVALID;
  }

  /** Bits that make a present entry invalid. */
  protected long invalidSet() {
    return Descriptor.PRESENT_INVALID;
  }

  /** Bits to clear when making an entry invalid. */
  protected long invalidClear() {
    return kernel.protection.presentValid;
  }

  /** Changes the bits of [{@code start}, {@code start + bytes}); no TLB invalidation. */
  public int update(long start, long bytes, long set, long clear) {
    int result = split(start, start + bytes);
    if (result != 0) {
      return splitFailed(result);
    }
    kernel.task().setMask = set;
    kernel.task().clearMask = clear;
    kernel.enterLazyMode();
    result = walk(start, start + bytes);
    kernel.leaveLazyMode();
    return result;
  }

  /** Makes sure no leaf crosses an end of the range; returns 0 or an errno. */
  protected int split(long start, long end) {
    return splitter.split(start, end);
  }

  /** Without a split nothing is changed, and the caller is told, with a warning. */
  protected int splitFailed(int result) {
    kernel.warn(Warning.SPLIT_FAILED);
    return result;
  }

  /** Changes every entry of [{@code start}, {@code end}); returns 0 or an errno. */
  protected int walk(long start, long end) {
    return walk.walk(start, end, this);
  }

  /** As {@link #update}, then invalidates the range unless it only became valid. */
  public int change(long start, long bytes, long set, long clear) {
    int result = update(start, bytes, set, clear);
    if (needsInvalidation(set, clear)) {
      invalidate(start, start + bytes);
    }
    return result;
  }

  /** What was invalid is in no TLB: making it valid leaves nothing stale. */
  protected boolean needsInvalidation(long set, long clear) {
    return set != validSet() || clear != validClear();
  }

  /** No TLB holds what [{@code start}, {@code end}) was before. */
  protected void invalidate(long start, long end) {
    kernel.flushRange(start, end);
  }

  /** set_memory_valid of {@code pages} pages at {@code start}. */
  public int setMemoryValid(long start, int pages, boolean valid) {
    long bytes = kernel.geometry.pageBytes() * pages;
    return valid
        ? change(start, bytes, validSet(), validClear())
        : change(start, bytes, invalidSet(), invalidClear());
  }

  /** set_direct_map_invalid_noflush of the page at {@code va}. */
  public int directMapInvalid(long va) {
    return kernel.canSetDirectMap()
        ? update(va, kernel.geometry.pageBytes(), invalidSet(), invalidClear())
        : 0;
  }

  /** set_direct_map_default_noflush of the page at {@code va}. */
  public int directMapDefault(long va) {
    long set = validSet() | Descriptor.DBM;
    long clear = validClear() | Descriptor.READ_ONLY;
    return kernel.canSetDirectMap() ? update(va, kernel.geometry.pageBytes(), set, clear) : 0;
  }

  /** set_direct_map_valid_noflush of {@code pages} pages at {@code va}. */
  public int directMapValid(long va, int pages, boolean valid) {
    return kernel.canSetDirectMap() ? setMemoryValid(va, pages, valid) : 0;
  }

  /** __kernel_map_pages(), from atomic context: no one looks at the result. */
  public void kernelMapPages(long va, int pages, boolean map) {
    if (kernel.canSetDirectMap()) {
      kernel.enter(Context.ATOMIC);
      setMemoryValid(va, pages, map);
      kernel.leave(Context.ATOMIC);
    }
  }

  @Override
  public final int pud(long entryPa, long addr, long next) {
    long entry = kernel.read(entryPa);
    return isPudLeaf(entry)
        ? leaf(entryPa, entry, next - addr == kernel.geometry.bytes(Geometry.PUD))
        : RangeWalk.DESCEND;
  }

  @Override
  public final int pmd(long entryPa, long addr, long next) {
    long entry = kernel.read(entryPa);
    return isPmdLeaf(entry)
        ? leaf(entryPa, entry, next - addr == kernel.geometry.bytes(Geometry.PMD))
        : RangeWalk.DESCEND;
  }

  /** Whether a PUD entry is a block, whose bits change. */
  protected boolean isPudLeaf(long entry) {
    return kernel.entries.pudLeaf(entry);
  }

  /** Whether a PMD entry is one. */
  protected boolean isPmdLeaf(long entry) {
    return kernel.entries.pmdLeaf(entry);
  }

  private int leaf(long entryPa, long entry, boolean whole) {
    if (!whole) {
      return partialLeaf(entryPa, entry);
    }
    changeLeaf(entryPa, entry);
    return RangeWalk.CONTINUE;
  }

  /** A block that maps more than the range cannot be changed, and should not be there. */
  protected int partialLeaf(long entryPa, long entry) {
    kernel.warn(Warning.PARTIAL_LEAF);
    return Outcome.EINVAL;
  }

  /** Changes a whole block in place, whatever its size. */
  protected void changeLeaf(long entryPa, long entry) {
    kernel.store(entryPa, masked(entry));
  }

  /** Entries that map neighbouring pages alike change as one run. */
  @Override
  public int ptes(long entryPa, int count) {
    long page = kernel.geometry.pageBytes();
    for (int i = 0; i < count; ) {
      long pa = entryPa + 8L * i;
      int run = kernel.runLength(pa, count - i, page);
      if (run == 1) {
        kernel.store(pa, masked(kernel.read(pa)));
      } else {
        kernel.fill(pa, run, masked(kernel.read(pa)), page);
      }
      i += run;
    }
    return 0;
  }

  /** What becomes of {@code entry} in the change that is under way. */
  protected final long masked(long entry) {
    Task task = kernel.task();
    return changed(entry, task.setMask, task.clearMask);
  }

  /** Clears, then sets: some of the bits alias each other. */
  protected long changed(long entry, long set, long clear) {
    return entry & ~clear | set;
  }
}
