package io.splitproof.impl.linux;

import io.splitproof.impl.memory.FrameAllocator;
import io.splitproof.impl.memory.TableMemory;
import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.MachineConfig.TablePlacement;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.MachineEvents.Barrier;
import io.splitproof.oracle.contract.MachineEvents.Context;
import io.splitproof.oracle.contract.MachineEvents.Invalidation;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import io.splitproof.oracle.contract.MachineEvents.Space;
import io.splitproof.oracle.contract.StateDigest;
import io.splitproof.oracle.contract.Warning;

/**
 * What all parts of the kernel share: configuration, page-table stores and what follows from them
 * (barriers, invalidations), table allocation, and the few facts that change while booting.
 */
public class Kernel extends KernelFacts {

  /** Returned by {@link #allocateTable} when there is no table to be had. */
  public static final long NO_TABLE = -1L;

  /** Its kernel protections. */
  public final Protection protection;

  /** How its entries are told apart. */
  public final Entries entries;

  /** Its page allocator. */
  public final FrameAllocator frames = new FrameAllocator();

  final TableMemory memory;
  final FaultInjector faults = new FaultInjector();

  /** What debug_pagealloc does when pages are handed out and come back; set once, by boot. */
  FreePages freePages;

  /** Physical address of the root table; set once, by boot. */
  protected long root;

  private final Task alone = new Task(false);

  /** They only keep the kernel in mind until it is used. */
  @SuppressWarnings("this-escape")
  private final Locks locks = new Locks(this);

  private MachineEvents events = MachineEvents.NONE;
  private Task task = alone;
  private Sharing sharing;
  private boolean dead;

  /** Creates a kernel that has not booted yet. */
  public Kernel(MachineConfig config) {
    this(config, new Entries(config.geometry().pageShift()));
  }

  /** As above, one that tells entries apart in its own way. */
  public Kernel(MachineConfig config, Entries entries) {
    this(config, entries, new Protection(config.nonGlobal(), config.bti()));
  }

  /** As above, with protections of its own. */
  public Kernel(MachineConfig config, Entries entries, Protection protection) {
    super(config);
    this.entries = entries;
    this.protection = protection;
    this.memory = new TableMemory(geometry.pageShift(), geometry.indexBits());
  }

  void listen(MachineEvents listener) {
    events = listener;
  }

  /** Who listens. */
  public final MachineEvents events() {
    return events;
  }

  /** Starts an operation: nothing has been warned of yet. */
  void begin() {
    alone.begin();
  }

  /** What the operation that runs has to itself. */
  final Task task() {
    return task;
  }

  /** What is done from here on is done by {@code other}. */
  final void switchTo(Task other) {
    task = other;
  }

  /** From here on {@code running} shares time in some way, or runs alone if that is null. */
  final void share(Sharing how, Task running) {
    sharing = how;
    task = running;
  }

  /** Back to the moment after boot. */
  protected void reset() {
    memory.reset();
    frames.reset();
    faults.arm(FaultPlan.OFF);
    boot.reset();
    locks.reset();
    dead = false;
    begin();
  }

  /** Adds everything that what it does next may depend on. */
  protected void digest(StateDigest digest) {
    boolean alike = config.tablesAreAlike();
    if (alike) {
      new TableTree(this).digest(digest);
    } else {
      memory.digest(digest);
    }
    frames.digest(digest, alike);
    faults.digest(digest);
    boot.digest(digest);
  }

  /** Boot is over: what is now is what {@link #reset} returns to. */
  protected void freeze() {
    boot.freeze();
    frames.freeze();
    memory.freeze();
  }

  /** Physical address of the root table. */
  public final long root() {
    return root;
  }

  /** Prints a warning. */
  public final void warn(Warning warning) {
    task.warnings |= warning.bit();
    events.warned(warning);
  }

  int warnings() {
    return alone.warnings;
  }

  /** The kernel cannot go on; where two operations are under way, both end here. */
  public final void panic(String reason) {
    dead = true;
    events.panicked(reason);
    if (sharing != null) {
      throw new Sharing.Death();
    }
  }

  /** Whether it panicked. */
  public final boolean isDead() {
    return dead;
  }

  /** The entry at {@code pa}. */
  public final long read(long pa) {
    return memory.read(pa);
  }

  /** Stores one entry; a valid one needs barriers, at once or when lazy mode ends. */
  public final void store(long pa, long entry) {
    if (pa >>> geometry.pageShift() == root >>> geometry.pageShift()) {
      storeInRoot(pa, entry);
      return;
    }
    storeWithoutBarrier(pa, entry);
    queueBarriersFor(entry);
  }

  /** set_swapper_pgd(): barriers at once; through a fixmap slot where the root is read-only. */
  private void storeInRoot(long pa, long entry) {
    boolean slot = boot.rodataMarked && config.rodata() != Rodata.OFF;
    if (slot) {
      emitBarriers();
    }
    storeWithoutBarrier(pa, entry);
    barrier(Barrier.DSB_ISHST);
    if (slot) {
      barrier(Barrier.DSB_ISH);
    }
    barrier(Barrier.ISB);
  }

  /** Whether an interrupt is being served, which never leaves barriers to others. */
  protected final boolean inInterrupt() {
    return task.isInterrupt();
  }

  /** A valid entry was stored: barriers are due. */
  protected void queueBarriers() {
    if (task.mustEmit()) {
      emitBarriers();
    }
  }

  /** Stores one entry and leaves the barriers to the caller. */
  public final void storeWithoutBarrier(long pa, long entry) {
    events.stored(pa, memory.write(pa, entry), entry);
    if (sharing != null) {
      sharing.stored(1);
    }
  }

  /**
   * Stores {@code count} neighbouring entries of one table, one after the other, each {@code step}
   * more than the one before; valid ones need barriers as in {@link #store}.
   */
  public final void fill(long pa, int count, long first, long step) {
    for (int done = 0, run; done < count; done += run) {
      run = fillUndisturbed(pa + 8L * done, count - done, first + done * step, step);
      queueBarriersFor(first);
    }
  }

  private void queueBarriersFor(long entry) {
    if (needsBarriers(entry)) {
      queueBarriers();
    }
  }

  /** pmd_valid(), pte_valid_not_user(): bits set in a hole are no entry of the kernel's. */
  private static boolean needsBarriers(long entry) {
    boolean leafOrTable = (entry & (Descriptor.UXN | 2)) != 0;
    return (entry & Descriptor.VALID) != 0 && leafOrTable;
  }

  /** As {@link #fill}, and leaves the barriers to the caller. */
  public final void fillWithoutBarrier(long pa, int count, long first, long step) {
    for (int done = 0; done < count; ) {
      done += fillUndisturbed(pa + 8L * done, count - done, first + done * step, step);
    }
  }

  /** Stores as many of the entries as nobody can come between; returns how many. */
  private int fillUndisturbed(long pa, int count, long first, long step) {
    int run = sharing == null ? count : Math.min(count, sharing.undisturbed());
    fillAtOnce(pa, run, first, step);
    if (sharing != null) {
      sharing.stored(run);
    }
    return run;
  }

  /** As {@link #fill}, of a table that no walk reaches yet: all its entries count as one. */
  public final void fillNewTable(long tablePa, int count, long first, long step) {
    fillAtOnce(tablePa, count, first, step);
    queueBarriersFor(first);
    if (sharing != null) {
      sharing.stored(1);
    }
  }

  private void fillAtOnce(long pa, int count, long first, long step) {
    events.filled(pa, count, first, step);
    memory.fill(pa, count, first, step);
  }

  /**
   * How many of {@code limit} entries from {@code pa} on may be read and written as one run: those
   * that differ by {@code step} each, unless another operation may come between.
   */
  public final int runLength(long pa, int limit, long step) {
    int most = sharing == null ? limit : Math.min(limit, sharing.undisturbed());
    return memory.runLength(pa, most, step);
  }

  /** Executes one barrier. */
  public void barrier(Barrier barrier) {
    events.barrier(barrier);
  }

  /** Makes stored entries visible to walkers, and to this CPU. */
  protected void emitBarriers() {
    events.barrier(Barrier.DSB_ISHST);
    events.barrier(Barrier.ISB);
  }

  /** Barriers are collected from here on; nests. */
  public final void enterLazyMode() {
    task.enterLazyMode();
  }

  /** What was collected is emitted, also when leaving an inner level. */
  public final void leaveLazyMode() {
    if (task.leaveLazyMode()) {
      emitBarriers();
    }
  }

  /**
   * flush_tlb_kernel_range: everything is flushed where the range has too many pages for single
   * ones.
   */
  public final void flushRange(long start, long end) {
    long from = Geometry.alignDown(start, geometry.pageBytes());
    long to = Geometry.alignUp(end, geometry.pageBytes());
    long pages = to - from >>> geometry.pageShift();
    boolean all = Long.compareUnsigned(pages, geometry.flushAllPages()) >= 0;
    invalidate(from, to, all ? Invalidation.RANGE_AS_ALL : Invalidation.RANGE);
  }

  /** Invalidates what stores before this changed, and waits until it is done. */
  public void invalidate(long start, long end, Invalidation invalidation) {
    events.barrier(Barrier.DSB_ISHST);
    events.invalidated(start, end, invalidation);
    events.barrier(Barrier.DSB_ISH);
    events.barrier(Barrier.ISB);
  }

  /** __flush_tlb_kernel_pgtable: walk caches on the way to {@code va}. */
  public final void flushWalkCache(long va) {
    invalidate(va, va + geometry.pageBytes(), Invalidation.WALK_CACHE);
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
  public final long allocateTable(int level, Space space, long nearPa, boolean maySleep) {
    events.allocating(maySleep);
    FaultPlan.Scope kind =
        space == Space.LINEAR ? FaultPlan.Scope.LINEAR_TABLE : FaultPlan.Scope.AREA_TABLE;
    events.allocationTried(kind);
    long pfn = faults.fails(kind) ? -1 : takeTableFrame(nearPa >>> geometry.pageShift());
    if (pfn < 0) {
      events.allocationFailed(kind);
      return NO_TABLE;
    }
    mapNewTable(pfn);
    long pa = pfn << geometry.pageShift();
    events.tableAllocated(pa, level, space);
    return pa;
  }

  /** A frame that becomes a table is no free memory any more. */
  protected void mapNewTable(long pfn) {
    freePages.map(pfn, 1);
  }

  private long takeTableFrame(long nearPfn) {
    return config.tables() == TablePlacement.INSIDE && boot.memoryManaged
        ? frames.takeTableNear(nearPfn)
        : frames.takeTable();
  }

  /** Gives a table back that nothing leads to any more. */
  public final void freeTable(long pa) {
    freePages.unmap(pa >>> geometry.pageShift(), 1);
    frames.releaseTable(pa >>> geometry.pageShift());
    events.tableFreed(pa);
  }

  /** Takes a lock, once it is free; the kernel is dead if it never will be. */
  public final void lock(Lock lock) {
    locks.take(lock, sharing);
  }

  /** Releases a lock; whoever waits for it goes on. */
  public final void unlock(Lock lock) {
    locks.release(lock, sharing);
  }

  /** Enters a context. */
  public final void enter(Context context) {
    events.entered(context);
  }

  /** Leaves it again. */
  public final void leave(Context context) {
    events.left(context);
  }

  /** The next multiple of {@code bytes} after {@code addr}, but not past {@code end}. */
  public static long boundary(long addr, long end, long bytes) {
    long next = Geometry.alignDown(addr + bytes, bytes);
    return Long.compareUnsigned(next - 1, end - 1) < 0 ? next : end;
  }
}
