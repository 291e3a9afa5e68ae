package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Format;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.reference.Reference;

/**
 * Walkers never meet an entry before what it leads to, nor garbage, and callers never run ahead of
 * walkers.
 *
 * <ol>
 *   <li>A table is hooked in, be it into a table that no walk reaches yet, only after a DSB by each
 *       CPU that stored to it or to a table below it.
 *   <li>It is hooked in only once every entry in it was stored since it was allocated.
 *   <li>After a store that leaves a valid entry, the call executes a DSB, then an ISB, before it
 *       returns: otherwise the caller may use an address and fault.
 *   <li>After a TLB invalidation, the call executes a DSB ISH, then an ISB, before it returns:
 *       otherwise its own CPU may go on with what was invalidated.
 * </ol>
 *
 * <p>Where walkers see stores in order anyway, on x86-64, the second is all there is to judge.
 *
 * <p>Source: Arm ARM, "Ordering and completion of translation table walks"; Linux 7.2 {@code
 * arch/arm64/include/asm/pgtable.h}, emit_pte_barriers and the lazy MMU mode around it; {@code
 * arch/arm64/include/asm/tlbflush.h}, flush_tlb_kernel_range; {@code arch/arm64/mm/mmu.c},
 * split_pmd and init_clear_pgtable.
 */
final class PublishCheck extends EventCheck {

  private static final String VISIBLE = "DSB between filling a table and hooking it in";
  private static final String WHOLE = "table whole before it is hooked in";
  private static final String SYNCHRONISED = "DSB and ISB after a valid entry";
  private static final String COMPLETED = "DSB ISH and ISB after an invalidation";

  private final Geometry geometry;
  private final Format format;
  private final Cpus cpus;
  private final FreshTables fresh = new FreshTables();
  private final UnseenStores unseen = new UnseenStores();
  private TableShadow shadow;

  /** Stores of valid entries, by physical address. */
  private final AwaitedBarriers stores = new AwaitedBarriers();

  /** TLB invalidations, by first virtual address. */
  private final AwaitedBarriers invalidations = new AwaitedBarriers();

  private boolean paired;

  PublishCheck(Reference reference, Cpus cpus) {
    this.geometry = reference.world().geometry();
    this.format = geometry.format();
    this.cpus = cpus;
  }

  @Override
  void attach(TableShadow shadow, TableWalk tables) {
    this.shadow = shadow;
  }

  @Override
  void reset() {
    super.reset();
    forget();
  }

  @Override
  void begin(Operation operation) {
    super.begin(operation);
    forget();
  }

  @Override
  void alsoBegin(Operation second) {
    paired = true;
  }

  private void forget() {
    fresh.clear();
    unseen.clear();
    stores.clear();
    invalidations.clear();
    paired = false;
  }

  @Override
  public void tableAllocated(long pa, int level, Space space) {
    fresh.add(pa >>> geometry.pageShift());
  }

  @Override
  public void tableFreed(long pa) {
    fresh.remove(pa >>> geometry.pageShift());
    unseen.forget(pa >>> geometry.pageShift());
  }

  @Override
  public void stored(long pa, long before, long after) {
    int level = shadow.levelAt(pa);
    if (format.isTable(after, level) && tableIn(after) != tableIn(before, level)) {
      hooking(tableIn(after), pa);
    }
    note(pa, 1, level, after);
  }

  @Override
  public void filled(long pa, int count, long first, long step) {
    int level = shadow.levelAt(pa);
    for (int i = 0; i < count && format.isTable(first, level); i++) {
      hooking(tableIn(first + i * step), pa + 8L * i);
    }
    note(pa, count, level, first);
  }

  private void note(long pa, int count, int level, long entry) {
    long pfn = pa >>> geometry.pageShift();
    if (!format.isOrdered()) {
      unseen.stored(pfn, 1L << cpus.running());
    }
    if (format.isValid(entry) && !format.isOrdered()) {
      stores.add(cpus.lane(), pa, cpus.running());
    }
    if (!fresh.isEmpty()) {
      int index = (int) (pa & geometry.pageBytes() - 1) >>> 3;
      fresh.stored(pfn, index, count, geometry.entries(level));
    }
  }

  @Override
  public void barrier(Barrier barrier) {
    int lane = cpus.lane();
    if (barrier == Barrier.ISB) {
      stores.isb(lane);
      invalidations.isb(lane);
      return;
    }
    unseen.seen(1L << cpus.running());
    stores.dsb(lane);
    if (barrier == Barrier.DSB_ISH) {
      invalidations.dsb(lane);
    }
  }

  @Override
  public void invalidated(long start, long end, Invalidation invalidation) {
    if (!format.isOrdered()) {
      invalidations.add(cpus.lane(), start, cpus.running());
    }
  }

  private long tableIn(long descriptor, int level) {
    return format.isTable(descriptor, level) ? tableIn(descriptor) : -1;
  }

  private long tableIn(long descriptor) {
    return format.table(descriptor) >>> geometry.pageShift();
  }

  /** An entry at {@code entryPa} is about to point to table {@code pfn}. */
  private void hooking(long pfn, long entryPa) {
    if (hasFound()) {
      return;
    }
    for (int i = 0; i < unseen.size(); i++) {
      if (isBelow(unseen.pfn(i), pfn)) {
        unseen(pfn, entryPa, unseen.pfn(i), unseen.cpus(i));
        return;
      }
    }
    int missing = fresh.firstMissing(pfn);
    if (missing >= 0) {
      garbage(pfn, entryPa, missing);
    }
    fresh.remove(pfn);
  }

  /** Whether table {@code pfn} is table {@code top} or hooked in somewhere below it. */
  private boolean isBelow(long pfn, long top) {
    long at = pfn;
    for (int level = Geometry.PTE; at != top && level > geometry.rootLevel(); level--) {
      long entryPa = shadow.parent(at << geometry.pageShift());
      if (entryPa == TableShadow.UNREACHABLE) {
        return false;
      }
      at = entryPa >>> geometry.pageShift();
    }
    return at == top;
  }

  private void unseen(long pfn, long entryPa, long storedPfn, long storers) {
    String where = storedPfn == pfn ? "it" : "table " + pa(storedPfn) + " below it";
    tell(entryPa, VISIBLE, "none", hooked(pfn, entryPa) + "; stores to " + where + " by "
        + Cpus.describe(storers) + " need not be visible to walkers, which may use what the frame"
        + " held before");
  }

  private void garbage(long pfn, long entryPa, int missing) {
    tell(entryPa, WHOLE, "entries never stored", hooked(pfn, entryPa) + "; entry " + missing
        + " was not stored since the table was allocated, so it is whatever the frame held");
  }

  private String hooked(long pfn, long entryPa) {
    return "CPU " + cpus.running() + " hooks in table " + pa(pfn) + " at " + hex(entryPa);
  }

  private String pa(long pfn) {
    return hex(pfn << geometry.pageShift());
  }

  private static String hex(long value) {
    return Long.toHexString(value);
  }

  private void tell(long entryPa, String expected, String found, String explanation) {
    report(
        new Divergence(
            CheckName.PUBLISH, "", "table", va(entryPa), "", expected, found, explanation));
  }

  /** Virtual address of an entry, 0 where no walk reaches it. */
  private long va(long entryPa) {
    long va = shadow.va(entryPa);
    return va == TableShadow.UNREACHABLE ? 0 : va;
  }

  @Override
  void end(Operation operation, Outcome outcome) {
    returned(0, outcome);
    if (!paired) {
      returned(1, outcome);
    }
  }

  @Override
  void alsoEnd(Operation second, Outcome outcome) {
    returned(1, outcome);
  }

  private void returned(int lane, Outcome outcome) {
    if (outcome.died()) {
      return;
    }
    if (stores.lacksAny(lane)) {
      long pa = stores.address(lane);
      boolean dsb = stores.lacksDsb(lane);
      tell(pa, SYNCHRONISED, dsb ? "no DSB" : "no ISB", "CPU " + stores.cpu(lane)
          + " stored a valid entry at " + hex(pa) + " and the call returned without "
          + (dsb ? "a DSB" : "an ISB after the DSB")
          + ": an access that follows may fault as if the entry were still what it was");
    }
    if (invalidations.lacksAny(lane)) {
      long va = invalidations.address(lane);
      boolean dsb = invalidations.lacksDsb(lane);
      String text = "CPU " + invalidations.cpu(lane) + " invalidated from " + hex(va)
          + " on and the call returned without " + (dsb ? "a DSB ISH" : "an ISB after the DSB ISH")
          + ": what it executes next may still use what was invalidated";
      report(new Divergence(CheckName.PUBLISH, "", "call", va, "", COMPLETED,
          dsb ? "no DSB ISH" : "no ISB", text));
    }
  }
}
