package io.splitproof.impl.linux;

import io.splitproof.impl.memory.FrameAllocator;
import io.splitproof.impl.memory.TableMemory;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.MachineConfig.TablePlacement;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.MachineEvents.Barrier;
import io.splitproof.oracle.contract.MachineEvents.Context;
import io.splitproof.oracle.contract.MachineEvents.Invalidation;
import io.splitproof.oracle.contract.MachineEvents.Space;
import io.splitproof.oracle.contract.Warning;

/**
 * What all parts of the kernel share: configuration, page-table stores and what follows from them
 * (barriers, invalidations), table allocation, and the few facts that change while booting.
 */
final class Kernel {

  /** Returned by {@link #allocateTable} when there is no table to be had. */
  static final long NO_TABLE = -1L;

  /** Pages in the KFENCE pool: two for each of 255 objects, and two more. */
  static final long KFENCE_POOL_PAGES = 512;

  final MachineConfig config;
  final Geometry geometry;
  final Protection protection;
  final Entries entries;
  final TableMemory memory;
  final FrameAllocator frames = new FrameAllocator();
  final FaultInjector faults = new FaultInjector();
  final BootState boot = new BootState();

  /** What debug_pagealloc does when pages are handed out and come back; set once, by boot. */
  FreePages freePages;

  /** Physical address of the root table; set once, by boot. */
  long root;

  private MachineEvents events = MachineEvents.NONE;
  private int warnings;
  private boolean dead;
  private int lazyDepth;
  private boolean barriersPending;

  Kernel(MachineConfig config, Entries entries) {
    this.config = config;
    this.geometry = config.geometry();
    this.entries = entries;
    this.protection = new Protection(config.nonGlobal(), config.bti());
    this.memory = new TableMemory(geometry.pageShift());
  }

  void listen(MachineEvents listener) {
    events = listener;
  }

  MachineEvents events() {
    return events;
  }

  /** Starts an operation: nothing has been warned of yet. */
  void begin() {
    warnings = 0;
    lazyDepth = 0;
    barriersPending = false;
  }

  void reset() {
    memory.reset();
    frames.reset();
    faults.arm(FaultPlan.OFF);
    boot.reset();
    dead = false;
    begin();
  }

  void warn(Warning warning) {
    warnings |= warning.bit();
    events.warned(warning);
  }

  int warnings() {
    return warnings;
  }

  /** The kernel cannot go on. */
  void panic(String reason) {
    dead = true;
    events.panicked(reason);
  }

  boolean isDead() {
    return dead;
  }

  long read(long pa) {
    return memory.read(pa);
  }

  /** Stores one entry; a valid one needs barriers, at once or when lazy mode ends. */
  void store(long pa, long entry) {
    storeWithoutBarrier(pa, entry);
    if ((entry & 1) != 0) {
      queueBarriers();
    }
  }

  private void queueBarriers() {
    if (lazyDepth > 0) {
      barriersPending = true;
    } else {
      emitBarriers();
    }
  }

  /** Stores one entry and leaves the barriers to the caller. */
  void storeWithoutBarrier(long pa, long entry) {
    events.stored(pa, memory.write(pa, entry), entry);
  }

  /**
   * Stores {@code count} neighbouring entries of one table, one after the other, each {@code step}
   * more than the one before; valid ones need barriers as in {@link #store}.
   */
  void fill(long pa, int count, long first, long step) {
    fillWithoutBarrier(pa, count, first, step);
    if ((first & 1) != 0) {
      queueBarriers();
    }
  }

  /** As {@link #fill}, and leaves the barriers to the caller. */
  void fillWithoutBarrier(long pa, int count, long first, long step) {
    events.filled(pa, count, first, step);
    memory.fill(pa, count, first, step);
  }

  void barrier(Barrier barrier) {
    events.barrier(barrier);
  }

  private void emitBarriers() {
    events.barrier(Barrier.DSB_ISHST);
    events.barrier(Barrier.ISB);
  }

  /** Barriers are collected from here on; nests. */
  void enterLazyMode() {
    lazyDepth++;
  }

  /** What was collected is emitted, also when leaving an inner level. */
  void leaveLazyMode() {
    lazyDepth--;
    if (barriersPending) {
      barriersPending = false;
      emitBarriers();
    }
  }

  /**
   * flush_tlb_kernel_range: everything is flushed where the range has too many pages for single
   * ones.
   */
  void flushRange(long start, long end) {
    long from = Geometry.alignDown(start, geometry.pageBytes());
    long to = Geometry.alignUp(end, geometry.pageBytes());
    long pages = to - from >>> geometry.pageShift();
    boolean all = Long.compareUnsigned(pages, 1L << geometry.indexBits()) >= 0;
    events.invalidated(from, to, all ? Invalidation.RANGE_AS_ALL : Invalidation.RANGE);
    events.barrier(Barrier.DSB_ISH);
    events.barrier(Barrier.ISB);
  }

  /** __flush_tlb_kernel_pgtable: walk caches on the way to {@code va}. */
  void flushWalkCache(long va) {
    events.barrier(Barrier.DSB_ISHST);
    events.invalidated(va, va + geometry.pageBytes(), Invalidation.WALK_CACHE);
    events.barrier(Barrier.DSB_ISH);
    events.barrier(Barrier.ISB);
  }

  /**
   * Allocates a table.
   *
   * @param level level of the entries it will hold
   * @param space whose table it will be
   * @param nearPa physical address whose mapping it is for
   * @param maySleep false for GFP_ATOMIC
   * @return its physical address, or {@link #NO_TABLE}
   */
  long allocateTable(int level, Space space, long nearPa, boolean maySleep) {
    events.allocating(maySleep);
    FaultPlan.Scope kind =
        space == Space.LINEAR ? FaultPlan.Scope.LINEAR_TABLE : FaultPlan.Scope.AREA_TABLE;
    long pfn = faults.fails(kind) ? -1 : takeTableFrame(nearPa >>> geometry.pageShift());
    if (pfn < 0) {
      events.allocationFailed(kind);
      return NO_TABLE;
    }
    freePages.map(pfn, 1);
    long pa = pfn << geometry.pageShift();
    events.tableAllocated(pa, level, space);
    return pa;
  }

  private long takeTableFrame(long nearPfn) {
    return config.tables() == TablePlacement.INSIDE && boot.memoryManaged
        ? frames.takeTableNear(nearPfn)
        : frames.takeTable();
  }

  void freeTable(long pa) {
    freePages.unmap(pa >>> geometry.pageShift(), 1);
    frames.releaseTable(pa >>> geometry.pageShift());
    events.tableFreed(pa);
  }

  void enter(Context context) {
    events.entered(context);
  }

  void leave(Context context) {
    events.left(context);
  }

  /** The next multiple of {@code bytes} after {@code addr}, but not past {@code end}. */
  static long boundary(long addr, long end, long bytes) {
    long next = Geometry.alignDown(addr + bytes, bytes);
    return Long.compareUnsigned(next - 1, end - 1) < 0 ? next : end;
  }

  /** Whether the linear address {@code va} lies in the KFENCE pool. */
  boolean isKfenceAddress(long va) {
    long first = boot.kfencePoolPfn;
    if (first < 0) {
      return false;
    }
    long offset = va - config.linearVa(first << geometry.pageShift());
    return Long.compareUnsigned(offset, KFENCE_POOL_PAGES << geometry.pageShift()) < 0;
  }

  /** Linear-map address of a frame. */
  long linearVa(long pfn) {
    return config.linearVa(pfn << geometry.pageShift());
  }

  /** Whether any of [{@code pa}, {@code end}) was there at boot. */
  boolean overlapsBootMemory(long pa, long end) {
    for (MachineConfig.Bank bank : config.banks()) {
      if (pa < bank.end() && end > bank.start()) {
        return true;
      }
    }
    return false;
  }

  boolean rodataFull() {
    return config.rodata() == Rodata.FULL;
  }

  /** can_set_direct_map(): whether the linear map must be changeable page by page. */
  boolean canSetDirectMap() {
    return rodataFull()
        || config.debugPagealloc()
        || config.kfence() == Kfence.LATE
        || config.realm();
  }

  /** force_pte_mapping(): whether the linear map may hold nothing but pages. */
  boolean forcePteMapping() {
    boolean bbml2 = boot.finalized ? boot.systemBbml2 : config.bbml2() != MachineConfig.Bbml2.NONE;
    if (config.debugPagealloc()) {
      return true;
    }
    return !bbml2 && (rodataFull() || config.kfence() == Kfence.LATE || config.realm());
  }
}
