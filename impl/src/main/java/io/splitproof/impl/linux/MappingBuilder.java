package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineEvents.Barrier;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import io.splitproof.oracle.contract.MachineEvents.Space;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;

/**
 * Creates mappings of physical ranges in the linear map with the biggest leaves that alignment and
 * the caller permit, or gives existing ones another protection.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/mmu.c}, __create_pgd_mapping.
 */
public class MappingBuilder {

  /** The kernel whose memory this maps. */
  protected final Kernel kernel;

  private final Geometry geometry;
  private long protection;
  private MappingStyle style;
  private boolean broken;

  /** Where what this call maps begins: its tables go there. */
  private long near;

  /** The table made last: what this call maps in it was empty. */
  private long freshTable;

  /** Creates what maps physical ranges. */
  public MappingBuilder(Kernel kernel) {
    this.kernel = kernel;
    this.geometry = kernel.geometry;
  }

  /**
   * Maps [{@code pa}, {@code pa + bytes}) at its linear address.
   *
   * @param protection in page form
   * @return 0, or -ENOMEM with a part mapped
   */
  public final int map(long pa, long bytes, long protection, MappingStyle style) {
    if (bytes <= 0) {
      return 0;
    }
    kernel.lock(Lock.FIXMAP);
    this.protection = protection;
    this.style = style;
    broken = false;
    near = pa;
    freshTable = Kernel.NO_TABLE;
    long va = kernel.config.linearVa(pa);
    int result = table(kernel.root, geometry.rootLevel(), va, va + bytes, pa);
    boolean unsafe = broken;
    kernel.unlock(Lock.FIXMAP);
    if (unsafe) {
      kernel.warn(Warning.UNSAFE_ATTRIBUTE_CHANGE);
      kernel.panic("BUG: a live mapping would change more than its permissions");
    }
    return result;
  }

  private int table(long tablePa, int level, long start, long end, long startPa) {
    int step = style.contiguous() ? geometry.contiguous(level) : geometry.entries(level);
    long addr = start;
    while (addr != end) {
      long next = Kernel.boundary(addr, end, geometry.bytes(level) * step);
      long pa = startPa + (addr - start);
      long bits = contiguousBits(tablePa, level, addr, next, pa);
      int result = group(tablePa, level, addr, next, pa, bits);
      if (result != 0) {
        return result;
      }
      addr = next;
    }
    return 0;
  }

  /** The contiguous mark, if [{@code addr}, {@code next}) is a whole group that may carry it. */
  private long contiguousBits(long tablePa, int level, long addr, long next, long pa) {
    long group = geometry.bytes(level) * geometry.contiguous(level);
    boolean whole = ((addr | next | pa) & (group - 1)) == 0;
    boolean folded = level == geometry.rootLevel();
    if (!whole || folded || geometry.contiguous(level) == 1 || !style.contiguous()) {
      return 0;
    }
    long first = tablePa + 8L * geometry.index(addr, level);
    for (int i = 0; i < geometry.contiguous(level); i++) {
      long entry = kernel.read(first + 8L * i);
      if (!mayMark(entry)) {
        return 0;
      }
    }
    return Descriptor.CONTIGUOUS;
  }

  /** Whether a group may be marked that {@code entry} is in now: no live entry may change size. */
  protected boolean mayMark(long entry) {
    return !kernel.entries.valid(entry) || kernel.entries.contiguous(entry);
  }

  private int group(long tablePa, int level, long start, long end, long startPa, long bits) {
    if (level == Geometry.PTE) {
      pages(tablePa, start, end, startPa, bits);
      return 0;
    }
    long addr = start;
    while (addr != end) {
      long next = Kernel.boundary(addr, end, geometry.bytes(level));
      long pa = startPa + (addr - start);
      long entryPa = tablePa + 8L * geometry.index(addr, level);
      int result = entry(entryPa, level, addr, next, pa, bits);
      if (result != 0) {
        return result;
      }
      addr = next;
    }
    return 0;
  }

  private int entry(long entryPa, int level, long addr, long next, long pa, long bits) {
    long old = kernel.read(entryPa);
    long offsets = geometry.bytes(level) - 1;
    boolean whole = ((addr | next | pa) & offsets) == 0;
    if (whole && style.blocks() && geometry.leafAllowed(level) && !isTable(old, level)) {
      leaf(entryPa, old, kernel.protection.large(protection) | bits | pa);
      return 0;
    }
    long below = old != 0 ? address(old) : newTable(entryPa, level + 1);
    if (below == Kernel.NO_TABLE) {
      return Outcome.ENOMEM;
    }
    if (old != 0) {
      open(below, level + 1);
    }
    int result = table(below, level + 1, addr, next, pa);
    close(level + 1);
    return result;
  }

  /**
   * Makes a table for {@code level} writable, by an entry of its slot; at most one of a level is at
   * a time.
   */
  protected void open(long table, int level) {
    kernel.events().fixmapped(table, level);
    kernel.barrier(Barrier.DSB_ISHST);
    kernel.barrier(Barrier.ISB);
  }

  /** The table of that level is done; the barriers of its slot do for what was stored in it. */
  protected void close(int level) {
    kernel.events().fixunmapped(level);
    kernel.barrier(Barrier.DSB_ISHST);
    kernel.barrier(Barrier.DSB_ISH);
    kernel.barrier(Barrier.ISB);
  }

  private void leaf(long entryPa, long old, long entry) {
    broken |= !isSafe(old, entry);
    kernel.store(entryPa, entry);
  }

  private void pages(long tablePa, long start, long end, long pa, long bits) {
    long entryPa = tablePa + 8L * geometry.index(start, Geometry.PTE);
    int count = (int) (end - start >>> geometry.pageShift());
    long entry = protection | bits | pa;
    if (tablePa != freshTable) {
      check(entryPa, count, entry);
    }
    kernel.fillWithoutBarrier(entryPa, count, entry, geometry.pageBytes());
  }

  /** Notes if one of the entries may not be changed like this. */
  private void check(long entryPa, int count, long entry) {
    for (int i = 0; i < count; i++) {
      long old = kernel.read(entryPa + 8L * i);
      broken |= !isSafe(old, entry + i * geometry.pageBytes());
    }
  }

  private long newTable(long entryPa, int level) {
    long table = style.early()
            ? earlyTable(level)
            : kernel.allocateTable(level, Space.LINEAR, near, true);
    if (table == Kernel.NO_TABLE) {
      return table;
    }
    empty(table, level);
    Protection protections = kernel.protection;
    kernel.store(entryPa, table | (style.noExec() ? protections.tableNoExec : protections.table));
    freshTable = table;
    return table;
  }

  /** Empties a new table that is about to be hooked in, and leaves it open. */
  protected void empty(long table, int level) {
    open(table, level);
    zero(table, level);
  }

  /** Writes zeros all over a new table, and lets walkers see them. */
  protected final void zero(long table, int level) {
    clear(table, level);
    kernel.events().zeroed(table);
    beforePublishing();
  }

  /** Empties a new table of entries for {@code level}. */
  protected void clear(long table, int level) {
    kernel.fillNewTable(table, geometry.entries(level), 0, 0);
  }

  /** The new table is hooked in only after walkers can see that it is empty. */
  protected void beforePublishing() {
    kernel.barrier(Barrier.DSB_ISHST);
  }

  private long earlyTable(int level) {
    long pfn = kernel.frames.takeTable();
    if (pfn < 0) {
      throw new IllegalArgumentException("memory is too small for the tables that map it");
    }
    kernel.events().tableAllocated(pfn << geometry.pageShift(), level, Space.LINEAR);
    return pfn << geometry.pageShift();
  }

  private boolean isTable(long entry, int level) {
    return level == Geometry.PMD ? kernel.entries.pmdTable(entry) : kernel.entries.pudTable(entry);
  }

  private long address(long entry) {
    return Descriptor.address(entry, geometry.pageShift());
  }

  /** pgattr_change_is_safe(): only permissions of a live entry may change. */
  protected boolean isSafe(long old, long entry) {
    if (!kernel.entries.valid(old) || !kernel.entries.valid(entry)) {
      return true;
    }
    long free =
        Descriptor.PXN
            | Descriptor.READ_ONLY
            | Descriptor.DBM
            | Descriptor.NOT_GLOBAL
            | Descriptor.SOFTWARE_MASK;
    boolean toGlobal = (old & ~entry & Descriptor.NOT_GLOBAL) != 0;
    if (isNormal(old) && isNormal(entry)) {
      free |= Descriptor.ATTR_INDEX_MASK;
    }
    return !toGlobal && ((old ^ entry) & ~free) == 0;
  }

  private static boolean isNormal(long entry) {
    long index = (entry & Descriptor.ATTR_INDEX_MASK) >>> Descriptor.ATTR_INDEX_SHIFT;
    return index == Descriptor.MT_NORMAL || index == Descriptor.MT_NORMAL_TAGGED;
  }
}
