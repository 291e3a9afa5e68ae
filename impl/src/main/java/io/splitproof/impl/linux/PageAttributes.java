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
class PageAttributes implements RangeWalk.Visitor {

  final Kernel kernel;
  private final LeafSplitter splitter;
  private final RangeWalk walk;
  private long setMask;
  private long clearMask;

  PageAttributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
    this.kernel = kernel;
    this.splitter = splitter;
    this.walk = walk;
  }

  /** Bits that make a present entry valid. */
  long validSet() {
    return kernel.protection.presentValid;
  }

  /** Bits to clear when making an entry valid. */
  long validClear() {
    return Descriptor.PRESENT_INVALID;
  }

  /** Bits that make a present entry invalid. */
  long invalidSet() {
    return Descriptor.PRESENT_INVALID;
  }

  /** Bits to clear when making an entry invalid. */
  long invalidClear() {
    return kernel.protection.presentValid;
  }

  /** Changes the bits of [{@code start}, {@code start + bytes}); no TLB invalidation. */
  final int update(long start, long bytes, long set, long clear) {
    int result = splitter.split(start, start + bytes);
    if (result != 0) {
      kernel.warn(Warning.SPLIT_FAILED);
      return result;
    }
    setMask = set;
    clearMask = clear;
    kernel.enterLazyMode();
    result = walk.walk(start, start + bytes, this);
    kernel.leaveLazyMode();
    return result;
  }

  /** As {@link #update}, then invalidates the range unless it only became valid. */
  final int change(long start, long bytes, long set, long clear) {
    int result = update(start, bytes, set, clear);
    if (set != validSet() || clear != validClear()) {
      kernel.flushRange(start, start + bytes);
    }
    return result;
  }

  /** set_memory_valid of {@code pages} pages at {@code start}. */
  final int setMemoryValid(long start, int pages, boolean valid) {
    long bytes = kernel.geometry.pageBytes() * pages;
    return valid
        ? change(start, bytes, validSet(), validClear())
        : change(start, bytes, invalidSet(), invalidClear());
  }

  /** set_direct_map_invalid_noflush of the page at {@code va}. */
  final int directMapInvalid(long va) {
    return kernel.canSetDirectMap()
        ? update(va, kernel.geometry.pageBytes(), invalidSet(), invalidClear())
        : 0;
  }

  /** set_direct_map_default_noflush of the page at {@code va}. */
  final int directMapDefault(long va) {
    long set = validSet() | Descriptor.DBM;
    long clear = validClear() | Descriptor.READ_ONLY;
    return kernel.canSetDirectMap() ? update(va, kernel.geometry.pageBytes(), set, clear) : 0;
  }

  /** set_direct_map_valid_noflush of {@code pages} pages at {@code va}. */
  final int directMapValid(long va, int pages, boolean valid) {
    return kernel.canSetDirectMap() ? setMemoryValid(va, pages, valid) : 0;
  }

  /** __kernel_map_pages(), from atomic context: no one looks at the result. */
  final void kernelMapPages(long va, int pages, boolean map) {
    if (kernel.canSetDirectMap()) {
      kernel.enter(Context.ATOMIC);
      setMemoryValid(va, pages, map);
      kernel.leave(Context.ATOMIC);
    }
  }

  @Override
  public final int pud(long entryPa, long addr, long next) {
    long entry = kernel.read(entryPa);
    return kernel.entries.pudLeaf(entry)
        ? leaf(entryPa, entry, next - addr == kernel.geometry.bytes(Geometry.PUD))
        : RangeWalk.DESCEND;
  }

  @Override
  public final int pmd(long entryPa, long addr, long next) {
    long entry = kernel.read(entryPa);
    return kernel.entries.pmdLeaf(entry)
        ? leaf(entryPa, entry, next - addr == kernel.geometry.bytes(Geometry.PMD))
        : RangeWalk.DESCEND;
  }

  private int leaf(long entryPa, long entry, boolean whole) {
    if (!whole) {
      kernel.warn(Warning.PARTIAL_LEAF);
      return Outcome.EINVAL;
    }
    kernel.store(entryPa, masked(entry));
    return RangeWalk.CONTINUE;
  }

  /** Entries that map neighbouring pages alike change as one run. */
  @Override
  public final int ptes(long entryPa, int count) {
    long page = kernel.geometry.pageBytes();
    for (int i = 0; i < count; ) {
      long pa = entryPa + 8L * i;
      int run = kernel.memory.runLength(pa, count - i, page);
      if (run == 1) {
        kernel.store(pa, masked(kernel.read(pa)));
      } else {
        kernel.fill(pa, run, masked(kernel.read(pa)), page);
      }
      i += run;
    }
    return 0;
  }

  /** Clears, then sets: some of the bits alias each other. */
  long masked(long entry) {
    return entry & ~clearMask | setMask;
  }

  final long setMask() {
    return setMask;
  }

  final long clearMask() {
    return clearMask;
  }
}
