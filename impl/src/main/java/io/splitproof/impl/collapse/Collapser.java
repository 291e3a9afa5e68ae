package io.splitproof.impl.collapse;

import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.Protection;
import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineEvents.SplitStep;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets leaves of the linear map grow to the largest that alignment and equal attributes permit:
 * contiguous groups, blocks, contiguous groups of those. Every CPU has BBML2 by then, so a live
 * mapping changes its size in one store, never invalid on the way. A table that is replaced is
 * freed when no walk cache leads to it any more; what TLBs hold of its entries says what the block
 * says, and goes with the next invalidation of its addresses.
 *
 * <p>Everything that differs in any bit, software's too, stays apart. Two things do not grow though
 * they could. What is invalid gains nothing by it, as no TLB holds it. And a table is given up only
 * for memory that is what it is by default: anything else has to be split again to be put right,
 * and who puts it right, vfree above all, cannot be told that there was no table for that. A
 * contiguous mark costs no table, so what is not default may still have that.
 *
 * <p>Whoever calls holds pgtable_split_lock.
 */
public class Collapser {

  /** The kernel whose linear map this is. */
  protected final CollapsingKernel kernel;

  /** Its geometry. */
  protected final Geometry geometry;

  /** Tables that nothing leads to but walk caches; null while each is freed by itself. */
  private List<Long> hookedOut;

  /** Creates what lets leaves of {@code kernel} grow. */
  public Collapser(CollapsingKernel kernel) {
    this.kernel = kernel;
    this.geometry = kernel.geometry;
  }

  /** Looks at all there is, and invalidates once for all tables it could do without. */
  public final void everywhere() {
    hookedOut = new ArrayList<>();
    around(geometry.linearStart(), geometry.linearEnd());
    if (!hookedOut.isEmpty()) {
      kernel.flushRange(geometry.linearStart(), geometry.linearEnd());
    }
    hookedOut.forEach(kernel::freeTable);
    hookedOut = null;
  }

  /** Looks at the tables that [{@code start}, {@code end}) is in, and at no other. */
  public final void around(long start, long end) {
    kernel.enterLazyMode();
    below(kernel.root(), geometry.rootLevel(), start, end);
    kernel.leaveLazyMode();
  }

  /**
   * Lets leaves grow below a table; returns whether all its entries for the range are leaves then.
   */
  private boolean below(long tablePa, int level, long start, long end) {
    boolean leaves = true;
    for (long addr = start; addr != end; ) {
      long next = Kernel.boundary(addr, end, geometry.bytes(level));
      long entryPa = tablePa + 8L * geometry.index(addr, level);
      long entry = kernel.read(entryPa);
      if (isTable(entry)) {
        long table = Descriptor.address(entry, geometry.pageShift());
        boolean last = level + 1 == Geometry.PTE;
        boolean grown = last || below(table, level + 1, addr, next);
        boolean large = grown && replace(entryPa, level, addr);
        if (!large) {
          markGroups(table, level + 1, addr, next);
        }
        leaves &= large;
      }
      addr = next;
    }
    return leaves;
  }

  /** Whether an entry above the level of pages is a pointer to a table. */
  static boolean isTable(long entry) {
    return (entry & Descriptor.TYPE_MASK) == Descriptor.TYPE_MASK;
  }

  /** Puts a block in place of the table that {@code va} is in, if all of that is default memory. */
  private boolean replace(long entryPa, int level, long va) {
    long bytes = geometry.bytes(level);
    long start = Geometry.alignDown(va, bytes);
    long descriptor = kernel.read(entryPa);
    long table = Descriptor.address(descriptor, geometry.pageShift());
    if (!geometry.leafAllowed(level)
        || !isDefaultNear(table, level + 1, start, va)
        || !kernel.mayBeOneLeaf(start, start + bytes)
        || !isAlike(table, geometry.entries(level + 1), kernel.read(table), level + 1)) {
      return false;
    }
    hookIn(entryPa, block(kernel.read(table), descriptor));
    kernel.events().merged(level == Geometry.PUD ? SplitStep.PUD : SplitStep.PMD);
    hookedOut(table, start);
    return true;
  }

  /**
   * Whether the table for {@code start} begins as default memory does and goes on like that in the
   * group of {@code va}: what was changed last mostly says already that the table must stay.
   */
  private boolean isDefaultNear(long table, int level, long start, long va) {
    long first = kernel.read(table);
    int count = geometry.contiguous(level);
    long near = (va - start >>> geometry.shift(level)) & -count;
    long expected = first + (near << geometry.shift(level));
    return isDefault(first, level, start)
        && isAlike(table + 8L * near, count, expected, level);
  }

  /** Whether {@code entry} is what the memory at {@code va} is unless somebody changed it. */
  protected boolean isDefault(long entry, int level, long va) {
    long linear = kernel.protection.linear;
    long protection = level == Geometry.PTE ? linear : Protection.block(linear);
    return (entry & ~Descriptor.CONTIGUOUS) == (protection | kernel.config.linearPa(va));
  }

  /**
   * Whether {@code count} entries from {@code entryPa} on map neighbouring memory as {@code first}
   * does, which the first of them should be, whatever contiguous marks they have.
   */
  protected boolean isAlike(long entryPa, int count, long first, int level) {
    long step = geometry.bytes(level);
    long unmarked = first & ~Descriptor.CONTIGUOUS;
    for (int i = 0; i < count; ) {
      long pa = entryPa + 8L * i;
      if ((kernel.read(pa) & ~Descriptor.CONTIGUOUS) != unmarked + i * step) {
        return false;
      }
      i += kernel.runLength(pa, count - i, step);
    }
    return true;
  }

  /** The block for what {@code first} begins, with what the table descriptor took from that. */
  protected long block(long first, long descriptor) {
    long noExec = (descriptor & Descriptor.TABLE_PXN) != 0 ? Descriptor.PXN : 0;
    long noUserExec = (descriptor & Descriptor.TABLE_UXN) != 0 ? Descriptor.UXN : 0;
    return Protection.block(first & ~Descriptor.CONTIGUOUS) | noExec | noUserExec;
  }

  /** Puts a block where a table was, in one store. */
  protected void hookIn(long entryPa, long block) {
    kernel.store(entryPa, block);
  }

  /** The table for {@code va} and what follows was hooked out: frees it once no walk knows it. */
  protected void hookedOut(long table, long va) {
    if (hookedOut != null) {
      hookedOut.add(table);
      return;
    }
    kernel.flushWalkCache(va);
    kernel.freeTable(table);
  }

  private void markGroups(long table, int level, long start, long end) {
    int count = geometry.contiguous(level);
    long group = geometry.bytes(level) * count;
    for (long va = Geometry.alignDown(start, group); count > 1 && va < end; va += group) {
      long entryPa = table + 8L * geometry.index(va, level);
      if (mayMark(entryPa, level) && kernel.mayBeOneLeaf(va, va + group)) {
        mark(entryPa, level);
      }
    }
  }

  /** Whether the group that begins at {@code entryPa} has no mark, and may have one. */
  protected boolean mayMark(long entryPa, int level) {
    long entry = kernel.read(entryPa);
    long group = geometry.bytes(level) * geometry.contiguous(level);
    boolean leaf = level == Geometry.PTE || !isTable(entry);
    boolean aligned = (Descriptor.address(entry, geometry.pageShift()) & group - 1) == 0;
    return leaf
        && aligned
        && kernel.entries.valid(entry)
        && !kernel.entries.contiguous(entry)
        && isAlike(entryPa, geometry.contiguous(level), entry, level);
  }

  /** Puts the contiguous mark on a group that is alike. */
  protected void mark(long entryPa, int level) {
    long first = kernel.read(entryPa) | Descriptor.CONTIGUOUS;
    kernel.fill(entryPa, geometry.contiguous(level), first, geometry.bytes(level));
    kernel.events().merged(level == Geometry.PTE ? SplitStep.CONT_PTE : SplitStep.CONT_PMD);
  }
}
