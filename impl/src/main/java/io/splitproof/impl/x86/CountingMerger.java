package io.splitproof.impl.x86;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.StateDigest;
import java.util.HashMap;
import java.util.Map;

/**
 * Knows by a count for each table how many of its leaves are as free memory is. Every change must
 * be told, or the count is wrong ever after. Only tables that a split made are counted.
 *
 * <p>Source: the thread's {@code nr_same_prot}.
 */
public class CountingMerger extends Merger {

  private final Map<Long, Integer> counts = new HashMap<>();
  private final Map<Long, Integer> atBoot = new HashMap<>();

  /** Creates what merges leaves of {@code kernel}. */
  public CountingMerger(X86Kernel kernel) {
    super(kernel);
  }

  @Override
  void split(Found leaf, long va, long table, long first) {
    int level = leaf.level() + 1;
    boolean same = counts(X86Entries.flags(first, level), level);
    counts.put(table, same ? geometry.entries(level) : 0);
    changed(leaf.tablePa(), va, leaf.level(), 1, leaf.flags(), 0);
  }

  @Override
  void changed(long table, long va, int level, int count, long before, long after) {
    Integer known = counts.get(table);
    if (known == null || !geometry.inLinearMap(va)) {
      return;
    }
    int gone = counts(before, level) ? count : 0;
    int come = counts(after, level) ? count : 0;
    int now = known - gone + come;
    counts.put(table, now);
    if (come > gone && now == geometry.entries(level)) {
      note(va, level);
    }
  }

  /** Whether a leaf with these flags is one of those that are counted. */
  protected boolean counts(long flags, int level) {
    return isDefault(flags, level);
  }

  @Override
  protected boolean mayMerge(long table, int level) {
    return counts.getOrDefault(table, 0) == geometry.entries(level);
  }

  @Override
  void merged(long table, long parent, int level) {
    counts.remove(table);
  }

  /** The tables that hold a part of the range are not counted any more. */
  @Override
  void forget(long start, long end) {
    for (long va = start; va < end; va += geometry.bytes(Geometry.PMD)) {
      Found found = Found.at(kernel, va);
      forgetTable(found.tablePa());
      if (found.level() == Geometry.PTE) {
        forgetTable(parent(va));
      }
    }
  }

  /** The table at {@code table} is not counted any more. */
  protected void forgetTable(long table) {
    counts.remove(table);
  }

  private long parent(long va) {
    long table = kernel.root();
    for (int level = geometry.rootLevel(); level < Geometry.PMD; level++) {
      long entry = kernel.read(table + 8L * geometry.index(va, level));
      table = X86Entries.address(entry, Geometry.PTE);
    }
    return table;
  }

  @Override
  void freeze() {
    atBoot.putAll(counts);
  }

  @Override
  void reset() {
    super.reset();
    counts.clear();
    counts.putAll(atBoot);
  }

  @Override
  void digest(StateDigest digest) {
    counts.forEach((table, count) -> digest.put(table, count));
    digest.addBag();
  }
}
