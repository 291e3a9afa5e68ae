package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;

/**
 * Memory hot-add and hot-remove.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/mmu.c}, arch_add_memory, arch_remove_memory,
 * can_unmap_without_split.
 */
public class Hotplug {

  /** The kernel whose memory comes and goes. */
  protected final Kernel kernel;

  /** Its geometry. */
  protected final Geometry geometry;

  private final MappingBuilder mappings;

  /** Creates what adds and removes memory. */
  public Hotplug(Kernel kernel, MappingBuilder mappings) {
    this.kernel = kernel;
    this.geometry = kernel.geometry;
    this.mappings = mappings;
  }

  /**
   * Adds [{@code pa}, {@code pa + bytes}); -EINVAL if it cannot be memory, -ENOMEM without
   * tables.
   */
  final int add(long pa, long bytes) {
    int shift = geometry.pageShift();
    boolean pluggable = isPluggable(pa, bytes);
    if (!pluggable || kernel.frames.overlapsMemory(pa >>> shift, pa + bytes >>> shift)) {
      return Outcome.EINVAL;
    }
    int result = map(pa, bytes);
    if (result != 0) {
      return result;
    }
    kernel.freePages.unmap(pa >>> shift, bytes >>> shift);
    kernel.frames.addMemory(pa >>> shift, pa + bytes >>> shift);
    return 0;
  }

  /** Maps all of it, or nothing; returns 0 or -ENOMEM. */
  protected int map(long pa, long bytes) {
    int result = mappings.map(pa, bytes, protection(), style());
    if (result != 0) {
      undo(pa, bytes);
    }
    return result;
  }

  /** What added memory may do, in page form: the same as that of boot. */
  protected long protection() {
    return kernel.protection.linear;
  }

  /** How added memory is mapped: in pages where leaves could not be split later. */
  protected MappingStyle style() {
    boolean force = kernel.forcePteMapping();
    return new MappingStyle(!force, !force, true, false);
  }

  /** Takes back what was mapped when there were not tables enough for all. */
  protected void undo(long pa, long bytes) {
    unmap(pa, bytes);
  }

  private boolean isPluggable(long pa, long bytes) {
    long unit = geometry.hotplugBytes() - 1;
    long end = pa + bytes;
    return pa >= kernel.config.memstart()
        && end > pa
        && ((pa | bytes) & unit) == 0
        && end - kernel.config.memstart() <= geometry.linearEnd() - geometry.linearStart();
  }

  /** Takes [{@code pa}, {@code pa + bytes}) away if nothing in it is used and no leaf is cut. */
  final int remove(long pa, long bytes) {
    int shift = geometry.pageShift();
    boolean aligned = isPluggable(pa, bytes);
    if (aligned && overlapsBootMemory(pa, pa + bytes)) {
      return Outcome.EBUSY;
    }
    if (!aligned || !kernel.frames.isHotAdded(pa >>> shift, pa + bytes >>> shift)) {
      return Outcome.EINVAL;
    }
    if (kernel.frames.anyInUse(pa >>> shift, pa + bytes >>> shift)) {
      return Outcome.EBUSY;
    }
    return removeUncut(pa, bytes);
  }

  /** Takes memory away unless a leaf lies across one of its ends. */
  protected int removeUncut(long pa, long bytes) {
    return mayOffline(pa, bytes) ? removeUnchecked(pa, bytes) : Outcome.EBUSY;
  }

  private boolean overlapsBootMemory(long pa, long end) {
    for (Bank bank : kernel.config.banks()) {
      if (pa < bank.end() && end > bank.start()) {
        return true;
      }
    }
    return false;
  }

  /** The offline check: neither end may lie inside a leaf. */
  protected boolean mayOffline(long pa, long bytes) {
    long va = kernel.config.linearVa(pa);
    return !cutsLeaf(va) && !cutsLeaf(va + bytes);
  }

  /** arch_remove_memory(): drops every leaf that the range touches, whole. */
  final int removeUnchecked(long pa, long bytes) {
    int shift = geometry.pageShift();
    if (!isPluggable(pa, bytes) || !kernel.frames.isHotAdded(pa >>> shift, pa + bytes >>> shift)) {
      return Outcome.EINVAL;
    }
    takeAway(pa, bytes);
    return 0;
  }

  /** The pages go offline first, so that nobody can be given them while they are unmapped. */
  protected void takeAway(long pa, long bytes) {
    offline(pa, bytes);
    unmap(pa, bytes);
  }

  /** [{@code pa}, {@code pa + bytes}) is no memory of the allocator's any more. */
  protected final void offline(long pa, long bytes) {
    int shift = geometry.pageShift();
    kernel.frames.removeMemory(pa >>> shift, pa + bytes >>> shift);
  }

  /** Clears the leaves, then frees the tables that nothing is left in. */
  protected final void unmap(long pa, long bytes) {
    long start = kernel.config.linearVa(pa);
    clear(kernel.root, geometry.rootLevel(), start, start + bytes);
    flush(start, start + bytes);
    freeEmpty(kernel.root, geometry.rootLevel(), start, start + bytes);
  }

  /** The memory may go only after the last TLB has forgotten it. */
  protected void flush(long start, long end) {
    kernel.flushRange(start, end);
  }

  private void clear(long tablePa, int level, long start, long end) {
    for (long addr = start; addr != end; ) {
      long next = Kernel.boundary(addr, end, geometry.bytes(level));
      long entryPa = tablePa + 8L * geometry.index(addr, level);
      if (level == Geometry.PTE) {
        clearPages(entryPa, (int) (end - addr >>> geometry.pageShift()));
        return;
      }
      long entry = kernel.read(entryPa);
      if (isLeaf(entry, level)) {
        kernel.store(entryPa, 0);
      } else if (entry != 0) {
        warnUnlessPresent(entry);
        clear(address(entry), level + 1, addr, next);
      }
      addr = next;
    }
  }

  /** Empty entries are passed over. */
  private void clearPages(long entryPa, int count) {
    for (int i = 0; i < count; ) {
      long pa = entryPa + 8L * i;
      long entry = kernel.read(pa);
      int run = 1;
      if (entry != 0) {
        warnUnlessPresent(entry);
        while (i + run < count && kernel.entries.present(kernel.read(pa + 8L * run))) {
          run++;
        }
        kernel.fill(pa, run, 0, 0);
      }
      i += run;
    }
  }

  private void warnUnlessPresent(long entry) {
    if (!kernel.entries.present(entry)) {
      kernel.warn(Warning.HOTPLUG_GARBAGE);
    }
  }

  /**
   * Frees every table below that is empty now and lies wholly between the ends of the linear map.
   */
  private void freeEmpty(long tablePa, int level, long start, long end) {
    for (long addr = start; addr != end; ) {
      long next = Kernel.boundary(addr, end, geometry.bytes(level));
      long entryPa = tablePa + 8L * geometry.index(addr, level);
      long entry = kernel.read(entryPa);
      if (level < Geometry.PTE && entry != 0 && !isLeaf(entry, level)) {
        long below = address(entry);
        freeEmpty(below, level + 1, addr, next);
        if (isEmpty(below, level + 1)) {
          unhook(entryPa, below, addr);
        }
      }
      addr = next;
    }
  }

  /** Frees a table once no walk can come to it. */
  protected void unhook(long entryPa, long table, long addr) {
    kernel.store(entryPa, 0);
    kernel.flushWalkCache(addr);
    kernel.freeTable(table);
  }

  /** Whether a table for {@code level} holds nothing. */
  protected boolean isEmpty(long tablePa, int level) {
    for (int i = 0; i < geometry.entries(level); i++) {
      if (kernel.read(tablePa + 8L * i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** addr_splits_kernel_leaf(): whether {@code addr} lies strictly inside a leaf or a group. */
  private boolean cutsLeaf(long addr) {
    long tablePa = kernel.root;
    for (int level = geometry.rootLevel(); ; level++) {
      boolean folded = level == geometry.rootLevel();
      long unit = geometry.bytes(level);
      long group = folded ? unit : unit * geometry.contiguous(level);
      if ((addr & (group - 1)) == 0) {
        return false;
      }
      long entry = kernel.read(tablePa + 8L * geometry.index(addr, level));
      if (!kernel.entries.present(entry)) {
        return false;
      }
      if (group > unit && kernel.entries.contiguous(entry)) {
        return true;
      }
      if ((addr & (unit - 1)) == 0) {
        return false;
      }
      if (level == Geometry.PTE || isLeaf(entry, level)) {
        return true;
      }
      tablePa = address(entry);
    }
  }

  private boolean isLeaf(long entry, int level) {
    return switch (level) {
      case Geometry.PUD -> kernel.entries.pudLeaf(entry);
      case Geometry.PMD -> kernel.entries.pmdLeaf(entry);
      default -> false;
    };
  }

  private long address(long entry) {
    return Descriptor.address(entry, geometry.pageShift());
  }
}
