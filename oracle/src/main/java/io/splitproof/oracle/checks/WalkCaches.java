package io.splitproof.oracle.checks;

/**
 * Tables that no walk reaches any more, but that walk caches may still point to: what was hooked
 * out of its parent, and not yet invalidated on every CPU. Nearly always empty.
 *
 * <p>Source: Arm ARM D8.16 (TLB maintenance: only instructions that are not last-level remove
 * cached copies of table descriptors); Linux {@code arch/arm64/include/asm/tlbflush.h},
 * __flush_tlb_kernel_pgtable.
 */
final class WalkCaches {

  private final LongList tables = new LongList();
  private final LongList starts = new LongList();
  private final LongList ends = new LongList();
  private final LongList moments = new LongList();

  /** CPU whose invalidation is under way, plus 1; 0 for none. */
  private final LongList issuers = new LongList();

  void clear() {
    keep(0);
  }

  boolean isEmpty() {
    return tables.size() == 0;
  }

  /** The table at {@code tablePa}, for [{@code start}, {@code end}), was hooked out. */
  void add(long tablePa, long start, long end, long moment) {
    tables.add(tablePa);
    starts.add(start);
    ends.add(end);
    moments.add(moment);
    issuers.add(0);
  }

  /** CPU {@code cpu} invalidates what was hooked out before a moment for these addresses. */
  void invalidated(long start, long end, long before, int cpu) {
    for (int i = 0; i < tables.size(); i++) {
      if (start < ends.get(i) && end > starts.get(i) && moments.get(i) < before) {
        issuers.set(i, cpu + 1L);
      }
    }
  }

  /** What CPU {@code cpu} invalidated is gone. */
  void completed(int cpu) {
    int kept = 0;
    for (int i = 0; i < tables.size(); i++) {
      if (issuers.get(i) != cpu + 1L) {
        tables.set(kept, tables.get(i));
        starts.set(kept, starts.get(i));
        ends.set(kept, ends.get(i));
        moments.set(kept, moments.get(i));
        issuers.set(kept++, issuers.get(i));
      }
    }
    keep(kept);
  }

  private void keep(int size) {
    tables.truncate(size);
    starts.truncate(size);
    ends.truncate(size);
    moments.truncate(size);
    issuers.truncate(size);
  }

  /** Index of the entry that points to the table at {@code tablePa}, or -1. */
  int indexOf(long tablePa) {
    for (int i = 0; i < tables.size(); i++) {
      if (tables.get(i) == tablePa) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a table was hooked out that is for {@code va}. */
  boolean covers(long va) {
    for (int i = 0; i < tables.size(); i++) {
      if (starts.get(i) <= va && va < ends.get(i)) {
        return true;
      }
    }
    return false;
  }

  /** Physical address of the table the cached entry points to. */
  long table(int index) {
    return tables.get(index);
  }

  /** First address the cached entry is for. */
  long start(int index) {
    return starts.get(index);
  }

  /** First address after those the cached entry is for. */
  long end(int index) {
    return ends.get(index);
  }

  /** Whether an invalidation was issued that no DSB completed yet. */
  boolean underWay(int index) {
    return issuers.get(index) != 0;
  }

  /** First address from {@code va} on that a cached entry is for; {@code limit} if none is. */
  long nextCovered(long va, long limit) {
    long next = limit;
    for (int i = 0; i < tables.size(); i++) {
      if (ends.get(i) > va) {
        next = Math.min(next, Math.max(va, starts.get(i)));
      }
    }
    return next;
  }

  /** First address from {@code va} on that no cached entry is for; at most {@code limit}. */
  long nextUncovered(long va, long limit) {
    long next = va;
    for (boolean moved = true; moved && next < limit; ) {
      moved = false;
      for (int i = 0; i < tables.size(); i++) {
        if (starts.get(i) <= next && ends.get(i) > next) {
          next = ends.get(i);
          moved = true;
        }
      }
    }
    return Math.min(next, limit);
  }
}
