package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineEvents.Barrier;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import io.splitproof.oracle.contract.MachineEvents.Space;
import io.splitproof.oracle.contract.MachineEvents.SplitStep;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;

/**
 * Splits live leaves of the linear map until no leaf crosses an address, one size at a time, never
 * making anything invalid on the way.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/mmu.c}, split_kernel_leaf_mapping and what it calls.
 */
class LeafSplitter {

  final Kernel kernel;
  final Geometry geometry;

  LeafSplitter(Kernel kernel) {
    this.kernel = kernel;
    this.geometry = kernel.geometry;
  }

  /** Makes sure no leaf crosses {@code start} or {@code end}; returns 0 or an errno. */
  final int split(long start, long end) {
    int refusal = refusal(start);
    if (refusal != PROCEED) {
      return refusal;
    }
    long offsets = geometry.pageBytes() - 1;
    if ((start & offsets) != 0 || (end & offsets) != 0) {
      return Outcome.EINVAL;
    }
    kernel.events().locked(Lock.SPLIT);
    kernel.enterLazyMode();
    int result = splitBoundaries(start, end);
    kernel.leaveLazyMode();
    kernel.events().unlocked(Lock.SPLIT);
    return result;
  }

  /** Result of {@link #refusal} when the split may go ahead. */
  static final int PROCEED = 1;

  /** Says whether there is nothing to do (0), a split is not possible now (errno), or neither. */
  int refusal(long start) {
    if (!kernel.boot.linearMapRequiresBbml2 || kernel.isKfenceAddress(start)) {
      return 0;
    }
    if (kernel.boot.finalized) {
      return kernel.boot.systemBbml2 ? PROCEED : 0;
    }
    if (!kernel.boot.memoryManaged) {
      kernel.warn(Warning.SPLIT_BEFORE_ALLOCATOR);
      return Outcome.EBUSY;
    }
    if (kernel.boot.onlineCpus > 1) {
      kernel.warn(Warning.SPLIT_BEFORE_FINALIZED);
      return Outcome.EBUSY;
    }
    return PROCEED;
  }

  /**
   * For a single page the less aligned end is enough: the other one lies in the same contiguous
   * group, which is gone by then.
   */
  int splitBoundaries(long start, long end) {
    if (end - start == geometry.pageBytes()) {
      return splitAt(lessAligned(start, end));
    }
    int result = splitAt(start);
    return result != 0 ? result : splitAt(end);
  }

  long lessAligned(long start, long end) {
    return Long.numberOfTrailingZeros(start) < Long.numberOfTrailingZeros(end) ? start : end;
  }

  private int splitAt(long addr) {
    long tablePa = kernel.root;
    for (int level = geometry.rootLevel(); level < Geometry.PMD; level++) {
      if (isAligned(addr, geometry.bytes(level))) {
        return 0;
      }
      long entryPa = tablePa + 8L * geometry.index(addr, level);
      long entry = kernel.read(entryPa);
      if (!kernel.entries.present(entry)) {
        return 0;
      }
      if (level == Geometry.PUD && kernel.entries.pudLeaf(entry)) {
        int result = splitPud(entryPa, entry, true, true);
        if (result != 0) {
          return result;
        }
      }
      tablePa = Descriptor.address(kernel.read(entryPa), geometry.pageShift());
    }
    return splitAtPmd(addr, tablePa);
  }

  private int splitAtPmd(long addr, long tablePa) {
    boolean pmdIsRoot = geometry.rootLevel() == Geometry.PMD;
    if (isAligned(addr, pmdIsRoot ? geometry.bytes(Geometry.PMD) : contPmdBytes())) {
      return 0;
    }
    long entryPa = tablePa + 8L * geometry.index(addr, Geometry.PMD);
    long entry = kernel.read(entryPa);
    if (!kernel.entries.present(entry)) {
      return 0;
    }
    if (kernel.entries.pmdLeaf(entry)) {
      if (kernel.entries.contiguous(entry)) {
        dropContPmd(entryPa);
      }
      if (isAligned(addr, geometry.bytes(Geometry.PMD))) {
        return 0;
      }
      int result = splitPmd(entryPa, entry, true, true);
      if (result != 0) {
        return result;
      }
    }
    splitAtPte(addr, Descriptor.address(kernel.read(entryPa), geometry.pageShift()));
    return 0;
  }

  private void splitAtPte(long addr, long tablePa) {
    if (isAligned(addr, geometry.pageBytes() * geometry.contPtes())) {
      return;
    }
    long entryPa = tablePa + 8L * geometry.index(addr, Geometry.PTE);
    long entry = kernel.read(entryPa);
    if (kernel.entries.present(entry) && kernel.entries.contiguous(entry)) {
      dropContPte(entryPa);
    }
  }

  private long contPmdBytes() {
    return geometry.bytes(Geometry.PMD) * geometry.contPmds();
  }

  /**
   * Splits a PUD block into PMD blocks.
   *
   * @param contiguous whether the pieces carry the contiguous mark
   * @param maySleep whether the allocation may sleep
   * @return 0, or -ENOMEM with nothing changed
   */
  final int splitPud(long entryPa, long entry, boolean contiguous, boolean maySleep) {
    long protection = Protection.block(attributes(entry, Geometry.PUD) | Descriptor.VALID);
    int result = splitLeaf(entryPa, entry, Geometry.PUD, protection, contiguous, maySleep);
    if (result == 0) {
      kernel.events().split(SplitStep.PUD);
    }
    return result;
  }

  /** Splits a PMD block into pages; as {@link #splitPud}. */
  final int splitPmd(long entryPa, long entry, boolean contiguous, boolean maySleep) {
    long protection = attributes(entry, Geometry.PMD) | Descriptor.TYPE_MASK;
    int result = splitLeaf(entryPa, entry, Geometry.PMD, protection, contiguous, maySleep);
    if (result == 0) {
      kernel.events().split(SplitStep.PMD);
    }
    return result;
  }

  private int splitLeaf(
      long entryPa, long entry, int level, long protection, boolean contiguous, boolean maySleep) {
    long outputPa = outputAddress(entry, level);
    long table = kernel.allocateTable(level + 1, Space.LINEAR, outputPa, maySleep);
    if (table == Kernel.NO_TABLE) {
      return Outcome.ENOMEM;
    }
    long piece = mark(validityOf(entry, protection), contiguous) | outputPa;
    kernel.fill(table, geometry.entries(level + 1), piece, geometry.bytes(level + 1));
    beforePublishing();
    kernel.store(entryPa, table | tableProtection(entry));
    return 0;
  }

  /** The pieces of an invalid leaf are invalid too. */
  long validityOf(long entry, long protection) {
    return kernel.entries.valid(entry)
        ? protection
        : protection & ~Descriptor.VALID | Descriptor.PRESENT_INVALID;
  }

  /** The new table is hooked in only after walkers can see what is in it. */
  void beforePublishing() {
    kernel.barrier(Barrier.DSB_ISHST);
  }

  long tableProtection(long entry) {
    boolean noExec = (entry & Descriptor.PXN) != 0;
    return Protection.TABLE | (noExec ? Descriptor.TABLE_PXN : 0);
  }

  private static long mark(long protection, boolean contiguous) {
    return contiguous
        ? protection | Descriptor.CONTIGUOUS
        : protection & ~Descriptor.CONTIGUOUS;
  }

  private long outputAddress(long entry, int level) {
    return Descriptor.address(entry, geometry.shift(level));
  }

  private long attributes(long entry, int level) {
    return entry & ~Descriptor.address(entry, geometry.pageShift());
  }

  /** Takes the contiguous mark off the whole group of PMD blocks around {@code entryPa}. */
  void dropContPmd(long entryPa) {
    dropMarks(entryPa, geometry.contPmds(), geometry.bytes(Geometry.PMD));
    kernel.events().split(SplitStep.CONT_PMD);
  }

  /** Takes the contiguous mark off the whole group of pages around {@code entryPa}. */
  void dropContPte(long entryPa) {
    dropMarks(entryPa, geometry.contPtes(), geometry.pageBytes());
    kernel.events().split(SplitStep.CONT_PTE);
  }

  private void dropMarks(long entryPa, int count, long bytes) {
    long first = Geometry.alignDown(entryPa, 8L * count);
    for (int i = 0; i < count; ) {
      long pa = first + 8L * i;
      int run = kernel.memory.runLength(pa, count - i, bytes);
      kernel.fill(pa, run, kernel.read(pa) & ~Descriptor.CONTIGUOUS, bytes);
      i += run;
    }
  }

  private static boolean isAligned(long addr, long bytes) {
    return (addr & (bytes - 1)) == 0;
  }
}
