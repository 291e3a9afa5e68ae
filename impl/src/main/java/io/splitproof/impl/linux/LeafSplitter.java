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
public class LeafSplitter {

  /** Result of {@link #refusal} when the split may go ahead. */
  protected static final int PROCEED = 1;

  /** The kernel whose linear map this splits. */
  protected final Kernel kernel;

  /** Its geometry. */
  protected final Geometry geometry;

  /** Creates a splitter for {@code kernel}. */
  public LeafSplitter(Kernel kernel) {
    this.kernel = kernel;
    this.geometry = kernel.geometry;
  }

  /** Makes sure no leaf crosses {@code start} or {@code end}; returns 0 or an errno. */
  public int split(long start, long end) {
    int answer = answer(start, end);
    return answer != PROCEED ? answer : splitLocked(start, end);
  }

  /** What the caller gets without any split: 0, an errno, or {@link #PROCEED} if one is needed. */
  protected final int answer(long start, long end) {
    int refusal = refusal(start);
    if (refusal != PROCEED) {
      return refusal;
    }
    long offsets = geometry.pageBytes() - 1;
    boolean unaligned = (start & offsets) != 0 || (end & offsets) != 0;
    return unaligned ? Outcome.EINVAL : PROCEED;
  }

  /** Splits under the lock, which is released however that ends. */
  protected int splitLocked(long start, long end) {
    kernel.lock(Lock.SPLIT);
    int result = splitHeld(start, end);
    kernel.unlock(Lock.SPLIT);
    return result;
  }

  /** Splits for a caller who holds the lock. */
  protected final int splitHeld(long start, long end) {
    kernel.enterLazyMode();
    int result = splitBoundaries(start, end);
    kernel.leaveLazyMode();
    return result;
  }

  /** Says whether there is nothing to do (0), a split is not possible now (errno), or neither. */
  protected int refusal(long start) {
    if (!kernel.boot.linearMapRequiresBbml2 || isPageMapped(start)) {
      return 0;
    }
    if (kernel.boot.finalized) {
      return kernel.boot.systemBbml2 ? PROCEED : 0;
    }
    return refusalWhileBooting();
  }

  /** Whether {@code va} lies where only pages are, so that a split is never needed. */
  protected boolean isPageMapped(long va) {
    return kernel.isKfenceAddress(va);
  }

  /**
   * As {@link #refusal}, before CPUs have agreed on what they have: the boot CPU must be alone. The
   * kernel refuses as well as long as it has no allocator; nothing here asks that early.
   */
  protected int refusalWhileBooting() {
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
  protected int splitBoundaries(long start, long end) {
    if (end - start == geometry.pageBytes()) {
      return splitAt(lessAligned(start, end));
    }
    int result = splitAt(start);
    return result != 0 ? result : splitAt(end);
  }

  /** The one of two neighbouring page addresses that fewer sizes of leaf may end at. */
  protected long lessAligned(long start, long end) {
    return Long.numberOfTrailingZeros(start) < Long.numberOfTrailingZeros(end) ? start : end;
  }

  /** Makes sure no leaf crosses {@code addr}; returns 0 or -ENOMEM. */
  protected int splitAt(long addr) {
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

  /** Below a table of pages only a contiguous group can cross {@code addr}. */
  protected void splitAtPte(long addr, long tablePa) {
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
    long protection = blockProtection(entry);
    int result = splitLeaf(entryPa, entry, Geometry.PUD, protection, contiguous, maySleep);
    if (result == 0) {
      kernel.events().split(SplitStep.PUD);
    }
    return result;
  }

  /** Splits a PMD block into pages; as {@link #splitPud}. */
  final int splitPmd(long entryPa, long entry, boolean contiguous, boolean maySleep) {
    long protection = attributes(entry) | Descriptor.TYPE_MASK;
    int result = splitLeaf(entryPa, entry, Geometry.PMD, protection, contiguous, maySleep);
    if (result == 0) {
      kernel.events().split(SplitStep.PMD);
    }
    return result;
  }

  /** What the blocks that a PUD block becomes have in common, were they valid. */
  protected long blockProtection(long entry) {
    return Protection.block(attributes(entry) | Descriptor.VALID);
  }

  /** Puts a table of pieces in place of a leaf at {@code level}; returns 0 or -ENOMEM. */
  private int splitLeaf(
      long entryPa, long entry, int level, long protection, boolean contiguous, boolean maySleep) {
    long outputPa = outputAddress(entry, level);
    long table = allocate(level + 1, outputPa, maySleep);
    if (table == Kernel.NO_TABLE) {
      return Outcome.ENOMEM;
    }
    long piece = mark(validityOf(entry, protection), contiguous) | outputPa;
    replace(entryPa, entry, table, level + 1, piece);
    return 0;
  }

  /** A table for entries of {@code level} that map memory from {@code nearPa} on. */
  protected long allocate(int level, long nearPa, boolean maySleep) {
    return kernel.allocateTable(level, Space.LINEAR, nearPa, maySleep);
  }

  /**
   * Fills a new table and hooks it in where a leaf was.
   *
   * @param level level of the entries of the table
   * @param piece the first of them
   */
  protected void replace(long entryPa, long leaf, long table, int level, long piece) {
    fill(table, level, piece);
    beforePublishing();
    kernel.store(entryPa, table | tableProtection(leaf));
  }

  /** Fills a table with neighbouring pieces. */
  protected void fill(long table, int level, long piece) {
    kernel.fillNewTable(table, geometry.entries(level), piece, geometry.bytes(level));
  }

  /** The pieces of an invalid leaf are invalid too. */
  protected long validityOf(long entry, long protection) {
    return kernel.entries.valid(entry)
        ? protection
        : protection & ~Descriptor.VALID | Descriptor.PRESENT_INVALID;
  }

  /** The new table is hooked in only after walkers can see what is in it. */
  protected void beforePublishing() {
    kernel.barrier(Barrier.DSB_ISHST);
  }

  /** What the table descriptor that replaces a leaf says besides where the table is. */
  protected long tableProtection(long entry) {
    boolean noExec = (entry & Descriptor.PXN) != 0;
    return Protection.TABLE | (noExec ? Descriptor.TABLE_PXN : 0);
  }

  /** A piece with the contiguous mark, or without. */
  protected long mark(long protection, boolean contiguous) {
    return contiguous
        ? protection | Descriptor.CONTIGUOUS
        : protection & ~Descriptor.CONTIGUOUS;
  }

  /** Where a leaf at {@code level} begins in physical memory. */
  protected long outputAddress(long entry, int level) {
    return Descriptor.address(entry, geometry.shift(level));
  }

  /** Everything a leaf says besides where it leads. */
  protected long attributes(long entry) {
    return entry & ~Descriptor.address(entry, geometry.pageShift());
  }

  /** Takes the contiguous mark off the whole group of PMD blocks around {@code entryPa}. */
  protected void dropContPmd(long entryPa) {
    dropMarks(entryPa, geometry.contPmds(), geometry.bytes(Geometry.PMD));
    kernel.events().split(SplitStep.CONT_PMD);
  }

  /** Takes the contiguous mark off the whole group of pages around {@code entryPa}. */
  protected void dropContPte(long entryPa) {
    dropMarks(entryPa, geometry.contPtes(), geometry.pageBytes());
    kernel.events().split(SplitStep.CONT_PTE);
  }

  /** Takes the mark off the group of {@code count} entries that {@code entryPa} is one of. */
  protected void dropMarks(long entryPa, int count, long bytes) {
    clearMarks(Geometry.alignDown(entryPa, 8L * count), count, bytes);
  }

  /** Takes the mark off {@code count} entries, {@code bytes} apart. */
  protected final void clearMarks(long first, int count, long bytes) {
    for (int i = 0; i < count; ) {
      long pa = first + 8L * i;
      int run = kernel.runLength(pa, count - i, bytes);
      kernel.fill(pa, run, kernel.read(pa) & ~Descriptor.CONTIGUOUS, bytes);
      i += run;
    }
  }

  private static boolean isAligned(long addr, long bytes) {
    return (addr & (bytes - 1)) == 0;
  }
}
