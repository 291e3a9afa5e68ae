package io.splitproof.oracle.checks;

/**
 * Which tables hold stores that walkers need not see yet: those that the storing CPU has not waited
 * for with a DSB.
 */
final class UnseenStores {

  private final LongList pfns = new LongList();

  /** For each of {@link #pfns}, one bit for each CPU that stored and has not waited. */
  private final LongList cpus = new LongList();

  void clear() {
    pfns.clear();
    cpus.clear();
  }

  /** The CPU that is bit {@code cpu} stored to table {@code pfn}. */
  void stored(long pfn, long cpu) {
    int last = pfns.size() - 1;
    if (last >= 0 && pfns.get(last) == pfn) {
      cpus.set(last, cpus.get(last) | cpu);
    } else {
      pfns.add(pfn);
      cpus.add(cpu);
    }
  }

  /** That CPU waited until walkers see what it stored. */
  void seen(long cpu) {
    int kept = 0;
    for (int i = 0; i < pfns.size(); i++) {
      long rest = cpus.get(i) & ~cpu;
      if (rest != 0) {
        pfns.set(kept, pfns.get(i));
        cpus.set(kept++, rest);
      }
    }
    pfns.truncate(kept);
    cpus.truncate(kept);
  }

  /**
   * The frame of table {@code pfn} was given back. The allocator orders what was stored to it
   * before whatever its next owner does, so a DSB of that one waits for both.
   */
  void forget(long pfn) {
    for (int i = 0; i < pfns.size(); i++) {
      cpus.set(i, pfns.get(i) == pfn ? 0 : cpus.get(i));
    }
    seen(0);
  }

  /** Number of tables, some perhaps counted twice. */
  int size() {
    return pfns.size();
  }

  /** A table. */
  long pfn(int index) {
    return pfns.get(index);
  }

  /** One bit for each CPU that stored to it and has not waited. */
  long cpus(int index) {
    return cpus.get(index);
  }
}
