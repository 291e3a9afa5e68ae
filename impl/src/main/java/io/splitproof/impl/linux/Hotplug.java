package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;

/**
 * Memory hot-add and hot-remove.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/mmu.c}, arch_add_memory, arch_remove_memory,
 * can_unmap_without_split.
 */
class Hotplug {

  final Kernel kernel;
  private final Geometry geometry;
  private final MappingBuilder mappings;

  Hotplug(Kernel kernel, MappingBuilder mappings) {
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
    boolean force = kernel.forcePteMapping();
    MappingStyle style = new MappingStyle(!force, !force, true, false);
    int result = mappings.map(pa, bytes, kernel.protection.linear, style);
    if (result != 0) {
      unmap(pa, bytes);
      return result;
    }
    kernel.frames.addMemory(pa >>> shift, pa + bytes >>> shift);
    kernel.freePages.unmap(pa >>> shift, bytes >>> shift);
    return 0;
  }

  private boolean isPluggable(long pa, long bytes) {
    long unit = geometry.hotplugBytes() - 1;
    long end = pa + bytes;
    return bytes > 0
        && pa >= kernel.config.memstart()
        && end > pa
        && ((pa | bytes) & unit) == 0
        && end - kernel.config.memstart() <= geometry.linearEnd() - geometry.linearStart();
  }

  /** Takes [{@code pa}, {@code pa + bytes}) away if nothing in it is used and no leaf is cut. */
  final int remove(long pa, long bytes) {
    int shift = geometry.pageShift();
    boolean aligned = isPluggable(pa, bytes);
    if (aligned && kernel.overlapsBootMemory(pa, pa + bytes)) {
      return Outcome.EBUSY;
    }
    if (!aligned || !kernel.frames.isHotAdded(pa >>> shift, pa + bytes >>> shift)) {
      return Outcome.EINVAL;
    }
    if (kernel.frames.anyInUse(pa >>> shift, pa + bytes >>> shift)) {
      return Outcome.EBUSY;
    }
    return mayOffline(pa, bytes) ? removeUnchecked(pa, bytes) : Outcome.EBUSY;
  }

  /** The offline check: neither end may lie inside a leaf. */
  boolean mayOffline(long pa, long bytes) {
    long va = kernel.config.linearVa(pa);
    return !cutsLeaf(va) && !cutsLeaf(va + bytes);
  }

  /** arch_remove_memory(): drops every leaf that the range touches, whole. */
  final int removeUnchecked(long pa, long bytes) {
    int shift = geometry.pageShift();
    if (!isPluggable(pa, bytes) || !kernel.frames.isHotAdded(pa >>> shift, pa + bytes >>> shift)) {
      return Outcome.EINVAL;
    }
    unmap(pa, bytes);
    kernel.frames.removeMemory(pa >>> shift, pa + bytes >>> shift);
    return 0;
  }

  private void unmap(long pa, long bytes) {
    long start = kernel.config.linearVa(pa);
    clear(kernel.root, geometry.rootLevel(), start, start + bytes);
    kernel.flushRange(start, start + bytes);
    freeEmpty(kernel.root, geometry.rootLevel(), start, start + bytes);
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

  private void clearPages(long entryPa, int count) {
    for (int i = 0; i < count; i++) {
      long entry = kernel.read(entryPa + 8L * i);
      if (entry != 0) {
        warnUnlessPresent(entry);
      }
    }
    kernel.fill(entryPa, count, 0, 0);
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

  private void unhook(long entryPa, long table, long addr) {
    kernel.store(entryPa, 0);
    kernel.flushWalkCache(addr);
    kernel.freeTable(table);
  }

  private boolean isEmpty(long tablePa, int level) {
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
