package io.splitproof.impl.x86;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import io.splitproof.oracle.contract.MachineEvents.SplitStep;
import io.splitproof.oracle.contract.StateDigest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Merges the leaves of a table of the direct map into one when all of them are as free memory is:
 * present, writable, not executable, and not asked to stay pages. Leaves that agree in anything
 * else stay apart, so that {@code vfree} can put them right without a table.
 *
 * <p>What could be merged is noted while entries change, and merged at the end of the call: first
 * everything is invalidated, because entries of two sizes must not disagree; then leaves grow; then
 * everything is invalidated again, and the tables go back.
 *
 * <p>Source: "x86/mm/cpa: merge splitted direct mapping when possible" of the thread; Linux 7.2
 * {@code arch/x86/mm/pat/set_memory.c}, cpa_collapse_large_pages.
 */
public abstract class Merger {

  /** The kernel whose direct map this merges. */
  protected final X86Kernel kernel;

  /** Its geometry. */
  protected final Geometry geometry;

  /** Addresses of 2M, or 1G, that could be one leaf. */
  private final Set<Long> noted = new LinkedHashSet<>();

  private final List<Long> freed = new ArrayList<>();

  /** Creates what merges leaves of {@code kernel}. */
  protected Merger(X86Kernel kernel) {
    this.kernel = kernel;
    this.geometry = kernel.geometry;
  }

  /** A leaf is about to point to {@code table}, whose first entry is {@code first}. */
  abstract void split(Found leaf, long va, long table, long first);

  /** {@code count} leaves from {@code va} on, in one table, went from these flags to those. */
  abstract void changed(long table, long va, int level, int count, long before, long after);

  /** Whether the leaves of {@code table}, for {@code level}, may be one. */
  protected abstract boolean mayMerge(long table, int level);

  /** The leaves of {@code table} are one from now on; its entry is in {@code parent}. */
  abstract void merged(long table, long parent, int level);

  /** Entries for [{@code start}, {@code end}) come or go without a word. */
  abstract void forget(long start, long end);

  abstract void freeze();

  void reset() {
    noted.clear();
  }

  abstract void digest(StateDigest digest);

  /** Whether a leaf at {@code level} with these flags is as free memory is. */
  protected boolean isDefault(long flags, int level) {
    long whole = kernel.protection.linear;
    return flags == (level == Geometry.PTE ? whole : kernel.protection.large(whole));
  }

  /** The table that {@code va} is mapped by at {@code level} could go. */
  final void note(long va, int level) {
    noted.add(Geometry.alignDown(va, geometry.bytes(level - 1)) | level);
  }

  /** Merges what was noted; once nothing is under way that could be noted again. */
  final void settle() {
    if (noted.isEmpty()) {
      return;
    }
    kernel.lock(Lock.SPLIT);
    flushBefore();
    for (Iterator<Long> all = noted.iterator(); all.hasNext(); all = noted.iterator()) {
      long next = all.next();
      all.remove();
      merge(next & -geometry.pageBytes(), (int) (next & geometry.pageBytes() - 1));
    }
    if (!freed.isEmpty()) {
      giveBack(freed);
      freed.clear();
    }
    kernel.unlock(Lock.SPLIT);
  }

  /** No TLB holds anything of smaller leaves that the larger one does not say. */
  protected void flushBefore() {
    kernel.flushAll();
  }

  /** Tables that nothing leads to any more go back once no CPU walks them. */
  protected void giveBack(List<Long> tables) {
    kernel.flushAll();
    for (long table : tables) {
      kernel.freeTable(table);
    }
  }

  private void merge(long va, int level) {
    long parent = kernel.root();
    for (int at = geometry.rootLevel(); at < level; at++) {
      long entryPa = parent + 8L * geometry.index(va, at);
      long entry = kernel.read(entryPa);
      if (!kernel.entries.table(entry, at)) {
        return;
      }
      long table = Descriptor.address(entry, geometry.pageShift());
      if (at == level - 1 && mayMerge(table, level)) {
        replace(entryPa, table, parent, va, level);
      }
      parent = table;
    }
  }

  private void replace(long entryPa, long table, long parent, long va, int level) {
    long first = kernel.read(table);
    long flags = X86Entries.flags(first, level);
    long large = level == Geometry.PTE ? kernel.protection.large(flags) : flags;
    kernel.store(entryPa, X86Entries.address(first, level) | large);
    kernel.events().merged(level == Geometry.PTE ? SplitStep.PMD : SplitStep.PUD);
    freed.add(table);
    merged(table, parent, level);
    if (level == Geometry.PTE) {
      changed(parent, va, level - 1, 1, 0, large);
    }
  }
}
