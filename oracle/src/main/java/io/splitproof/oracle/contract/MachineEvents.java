package io.splitproof.oracle.contract;

/**
 * What the judged announces, as it happens and in program order. Every method does nothing unless
 * overridden, so a listener takes only what it judges by.
 *
 * <p>CPUs are numbered from 0, the boot CPU. Those that boot leaves online need no announcement.
 */
public interface MachineEvents {

  /** Listens to nothing. */
  MachineEvents NONE = new MachineEvents() {};

  /** A memory barrier. */
  enum Barrier {
    /** Stores before it are visible to walkers of all CPUs before anything after it. */
    DSB_ISHST,
    /** As above, and TLB invalidations before it have completed. */
    DSB_ISH,
    /** Context synchronisation on this CPU. */
    ISB
  }

  /** What a TLB invalidation covers besides the addresses. */
  enum Invalidation {
    /** Every leaf entry for the range, on all CPUs ({@code flush_tlb_kernel_range}). */
    RANGE,
    /** The same asked for, but so large that everything was invalidated. */
    RANGE_AS_ALL,
    /** Every leaf entry for the range, on the CPU that asks alone. */
    LOCAL,
    /** The walk caches on the way to one address ({@code __flush_tlb_kernel_pgtable}). */
    WALK_CACHE
  }

  /** Whose tables an allocation is for. */
  enum Space {
    /** The linear map. */
    LINEAR,
    /** The vmalloc area. */
    AREA
  }

  /** A change of the size of live entries, or back. */
  enum SplitStep {
    /** A PUD block became PMD blocks. */
    PUD,
    /** A contiguous PMD group lost its mark. */
    CONT_PMD,
    /** A PMD block became pages. */
    PMD,
    /** A contiguous PTE group lost its mark. */
    CONT_PTE
  }

  /** Locks the judged takes. */
  enum Lock {
    /** pgtable_split_lock, a mutex. */
    SPLIT,
    /** fixmap_lock, a mutex. */
    FIXMAP,
    /** vmap_purge_lock, a mutex. */
    PURGE
  }

  /** What code runs in. */
  enum Context {
    /** Sleeping is allowed. */
    TASK,
    /** Interrupts or preemption are off; sleeping is a bug. */
    ATOMIC,
    /** stop_machine: every other CPU is parked outside the kernel map. */
    STOP_MACHINE
  }

  /**
   * What follows is done by CPU {@code cpu}; every operation begins on CPU 0. Of two operations
   * under way at the same time, the first runs on CPU 0, the second on CPU 1.
   */
  default void runningOn(int cpu) {}

  /**
   * CPU 0 is interrupted: what follows is done by the second of two operations, in atomic context.
   */
  default void interrupted() {}

  /** The interrupt is over: what follows is done by the first operation again. */
  default void resumed() {}

  /** Of two operations under way at the same time, the one that runs has ended like this. */
  default void ended(Outcome outcome) {}

  /** CPU {@code cpu} may walk the tables from now on. */
  default void cpuOnline(int cpu, boolean bbml2) {}

  /** One descriptor at {@code pa} went from {@code before} to {@code after}. */
  default void stored(long pa, long before, long after) {}

  /**
   * {@code count} neighbouring descriptors of one table become {@code first}, {@code first + step},
   * and so on, stored in this order: the same as {@link #stored} for each. Announced just before,
   * so that the old values can still be read.
   */
  default void filled(long pa, int count, long first, long step) {}

  /** A barrier was executed. */
  default void barrier(Barrier barrier) {}

  /**
   * [{@code start}, {@code end}) was invalidated in the TLBs of all CPUs; addresses are virtual.
   */
  default void invalidated(long start, long end, Invalidation invalidation) {}

  /** The frame at {@code pa} became a table for {@code level}, not hooked in yet. */
  default void tableAllocated(long pa, int level, Space space) {}

  /** The table at {@code pa} went back to the allocator. */
  default void tableFreed(long pa) {}

  /** The table at {@code pa} was emptied, hooked in or not: every entry is zero. */
  default void zeroed(long pa) {}

  /** The table at {@code pa} was mapped in the fixmap slot for tables of {@code level}. */
  default void fixmapped(long pa, int level) {}

  /**
   * The fixmap slot for tables of {@code level} was cleared, and with it one TLB invalidation of
   * the slot's page went out. That is not {@link #invalidated announced} by itself, as nothing
   * that is judged lies in the fixmap.
   */
  default void fixunmapped(int level) {}

  /** An allocation of that kind is about to be made; it may fail. */
  default void allocationTried(FaultPlan.Scope kind) {}

  /** An allocation of that kind failed. */
  default void allocationFailed(FaultPlan.Scope kind) {}

  /** An allocation was made that is allowed to sleep, or was declared atomic. */
  default void allocating(boolean maySleep) {}

  /** Part of the linear map changed the size of its entries. */
  default void split(SplitStep step) {}

  /** Part of the linear map changed the size of its entries back: the opposite of {@code step}. */
  default void merged(SplitStep step) {}

  /** A lock was taken. */
  default void locked(Lock lock) {}

  /** A lock was released. */
  default void unlocked(Lock lock) {}

  /** Execution entered a context; it nests. */
  default void entered(Context context) {}

  /** Execution left it again. */
  default void left(Context context) {}

  /**
   * A realm told its host that the pages behind linear addresses [{@code start}, {@code end}) are
   * shared from now on, or private again.
   */
  default void hostTold(long start, long end, boolean shared) {}

  /** A warning was printed. */
  default void warned(Warning warning) {}

  /**
   * An edge of the judged's own code was taken, for whoever searches; no check depends on it.
   *
   * @param edge its number, from 0; others mean others on machines of another kind
   * @param often 0 to 3 for once, twice, three times and from 4 on; 4 to 7 from 8, 16, 32 and 128
   */
  default void covered(int edge, int often) {}

  /** The kernel panicked. */
  default void panicked(String reason) {}

  /** Area number {@code area} now exists at {@code va} over these frames. */
  default void areaMapped(int area, long va, long[] pfns) {}

  /** Area number {@code area} is gone from the tables; its address may still be cached. */
  default void areaUnmapped(int area) {}

  /** Frames [{@code pfn}, {@code pfn + pages}) now belong to block number {@code block}. */
  default void blockTaken(int block, long pfn, long pages) {}

  /** Frames [{@code pfn}, {@code pfn + pages}) went back to the page allocator. */
  default void framesFreed(long pfn, long pages) {}

  /** The KFENCE pool occupies [{@code pfn}, {@code pfn + pages}). */
  default void kfencePool(long pfn, long pages) {}
}
