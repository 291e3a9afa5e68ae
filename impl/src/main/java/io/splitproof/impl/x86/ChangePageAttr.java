package io.splitproof.impl.x86;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.arch.X86Entry;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import io.splitproof.oracle.contract.MachineEvents.Space;
import io.splitproof.oracle.contract.MachineEvents.SplitStep;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;

/**
 * Changes attributes of kernel addresses, whatever maps them. A large leaf that lies whole in the
 * range changes whole; any other is split first.
 *
 * <p>Source: Linux 7.2 {@code arch/x86/mm/pat/set_memory.c}, change_page_attr_set_clr and what it
 * calls. Differs: a negative count is an error, where the kernel would take it for nearly 2^64
 * pages; and a change of the direct map behind an area is invalidated also if the area itself did
 * not change.
 */
public class ChangePageAttr {

  /** The kernel whose entries this changes. */
  protected final X86Kernel kernel;

  /** Its geometry. */
  protected final Geometry geometry;

  private final Flags flags;
  private final Merger merger;

  /** Creates what changes entries of {@code kernel}. */
  public ChangePageAttr(X86Kernel kernel, Flags flags, Merger merger) {
    this.kernel = kernel;
    this.geometry = kernel.geometry;
    this.flags = flags;
    this.merger = merger;
  }

  /**
   * change_page_attr_set_clr(): changes {@code pages} pages and, behind an area, the direct map,
   * and leaves nothing stale; returns 0 or an errno.
   */
  public final int change(long addr, int pages, long set, long clear, boolean forceSplit) {
    if (pages < 0) {
      return Outcome.EINVAL;
    }
    long start = Geometry.alignDown(addr, geometry.pageBytes());
    if (start != addr) {
      kernel.warn(Warning.UNALIGNED);
    }
    kernel.space.purge();
    Request request = new Request(set, clear, forceSplit, true);
    int result = run(start, pages, request, true);
    if (request.changed) {
      flush(start, pages, result != 0 || request.flushAll);
    }
    merger.settle();
    return result;
  }

  /**
   * __set_pages_p() and _np(): changes {@code pages} pages of the direct map and leaves it to the
   * caller what is stale; returns 0 or an errno.
   */
  public final int changeDirectly(long start, int pages, long set, long clear) {
    if (pages < 0) {
      return Outcome.EINVAL;
    }
    int result = run(start, pages, new Request(set, clear, false, false), true);
    merger.settle();
    return result;
  }

  /** cpa_flush(). */
  protected void flush(long start, int pages, boolean everything) {
    if (everything || pages >= geometry.flushAllPages()) {
      kernel.flushAll();
    } else {
      kernel.flushRange(start, start + ((long) pages << geometry.pageShift()));
    }
  }

  /** __change_page_attr_set_clr(): one entry after the other, each under the lock. */
  private int run(long start, long pages, Request request, boolean primary) {
    long va = start;
    for (long left = pages; left > 0; left -= request.pages) {
      request.pages = left;
      kernel.lock(Lock.SPLIT);
      int result = step(va, request, primary);
      kernel.unlock(Lock.SPLIT);
      if (result == 0 && primary && request.aliases && !geometry.inLinearMap(va)) {
        result = alias(request);
      }
      if (result != 0) {
        return result;
      }
      va += request.pages << geometry.pageShift();
    }
    return 0;
  }

  /** cpa_process_alias(): the direct map is never executable, whatever an area is. */
  private int alias(Request request) {
    long set = request.set & ~X86Entry.NO_EXECUTE;
    long clear = request.clear & ~X86Entry.NO_EXECUTE;
    request.flushAll = true;
    if ((set | clear) == 0 && !request.forceSplit || !followsAreas()) {
      return 0;
    }
    Request alias = request.behind(set, clear);
    int result = run(kernel.linearVa(request.pfn), request.pages, alias, false);
    request.changed |= alias.changed && mindsAliases();
    return result;
  }

  /** Whether the direct map follows what areas become. */
  protected boolean followsAreas() {
    return true;
  }

  /** Whether a change of the direct map behind an area is one that must be invalidated. */
  protected boolean mindsAliases() {
    return true;
  }

  /** __change_page_attr(): changes what the entry for {@code va} holds of the range. */
  private int step(long va, Request request, boolean primary) {
    for (Found found = Found.at(kernel, va); ; found = Found.at(kernel, va)) {
      if (found.entry() == 0) {
        return hole(va, request, primary);
      }
      if (found.level() == Geometry.PTE) {
        changePages(va, found, request);
        return 0;
      }
      if (!request.forceSplit && keepsLarge(va, found, request)) {
        return 0;
      }
      int result = split(va, found);
      if (result != 0) {
        return result;
      }
    }
  }

  /** __cpa_process_fault(): the direct map has holes, areas have none. */
  private int hole(long va, Request request, boolean primary) {
    request.pages = 1;
    request.pfn = kernel.config.linearPa(va) >>> geometry.pageShift();
    if (!primary || geometry.inLinearMap(va)) {
      return 0;
    }
    kernel.warn(Warning.CPA_NO_ENTRY);
    return Outcome.EFAULT;
  }

  /** Neighbouring pages that say the same change as one run. */
  private void changePages(long va, Found found, Request request) {
    int room = geometry.entries(Geometry.PTE) - geometry.index(va, Geometry.PTE);
    int most = (int) Math.min(request.pages, room);
    int run = kernel.runLength(found.entryPa(), most, geometry.pageBytes());
    long before = found.flags();
    long after = flags.changed(before, request.set, request.clear);
    request.pages = run;
    request.large = false;
    request.pfn = found.address() >>> geometry.pageShift();
    if (before != after) {
      kernel.fill(found.entryPa(), run, found.address() | after, geometry.pageBytes());
      request.changed = true;
      merger.changed(found.tablePa(), va, Geometry.PTE, run, before, after);
    }
  }

  /**
   * __should_split_large_page(): a leaf needs no split if it says already what is asked for, or if
   * it changes whole.
   */
  private boolean keepsLarge(long va, Found found, Request request) {
    long bytes = geometry.bytes(found.level());
    long offset = va & bytes - 1;
    long pages = Math.min(request.pages, bytes - offset >>> geometry.pageShift());
    long before = found.flags();
    long wanted = flags.changed(flags.small(before), request.set, request.clear);
    long after = flags.large(wanted);
    boolean whole =
        !request.pageByPage && offset == 0 && pages << geometry.pageShift() == bytes;
    if (before != after && !whole) {
      return false;
    }
    request.pages = pages;
    request.large = true;
    request.pfn = found.address() + offset >>> geometry.pageShift();
    if (before != after) {
      kernel.store(found.entryPa(), found.address() | after);
      request.changed = true;
      merger.changed(found.tablePa(), va, found.level(), 1, before, after);
    }
    return true;
  }

  /** split_large_page(): without the lock while it allocates, so it looks again after that. */
  private int split(long va, Found found) {
    boolean linear = geometry.inLinearMap(va);
    kernel.unlock(Lock.SPLIT);
    Space space = linear ? Space.LINEAR : Space.AREA;
    long table = kernel.allocateTable(found.level() + 1, space, found.address(), true);
    kernel.lock(Lock.SPLIT);
    if (table < 0) {
      return Outcome.ENOMEM;
    }
    Found now = Found.at(kernel, va);
    if (!now.equals(found)) {
      kernel.freeTable(table);
      return 0;
    }
    int below = found.level() + 1;
    long first = found.address() | flags.pieces(found.flags(), found.level());
    kernel.fillNewTable(table, geometry.entries(below), first, geometry.bytes(below));
    if (linear) {
      boolean pud = found.level() == Geometry.PUD;
      kernel.events().split(pud ? SplitStep.PUD : SplitStep.PMD);
      merger.split(found, va, table, first);
    }
    kernel.store(found.entryPa(), table | kernel.protection.table);
    flushSplit();
    return 0;
  }

  /** No TLB holds the large leaf any more when the first of its pages changes. */
  protected void flushSplit() {
    kernel.flushAll();
  }
}
