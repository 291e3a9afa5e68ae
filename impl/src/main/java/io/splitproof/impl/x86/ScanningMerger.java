package io.splitproof.impl.x86;

import io.splitproof.oracle.contract.StateDigest;

/**
 * Knows nothing, and looks at every leaf of a table when one of them has become as free memory is.
 *
 * <p>Source: Linux 7.2 {@code arch/x86/mm/pat/set_memory.c}, collapse_pmd_page, collapse_pud_page,
 * which only {@code set_memory_rox()} leads to, and which merge leaves that agree in anything.
 */
public class ScanningMerger extends Merger {

  /** Creates what merges leaves of {@code kernel}. */
  public ScanningMerger(X86Kernel kernel) {
    super(kernel);
  }

  @Override
  void split(Found leaf, long va, long table, long first) {}

  @Override
  void changed(long table, long va, int level, int count, long before, long after) {
    if (isDefault(after, level) && geometry.inLinearMap(va) && level > geometry.rootLevel() + 1) {
      note(va, level);
    }
  }

  @Override
  protected boolean mayMerge(long table, int level) {
    long first = kernel.read(table);
    boolean aligned =
        (X86Entries.address(first, level) & geometry.bytes(level - 1) - 1) == 0;
    return aligned
        && isDefault(X86Entries.flags(first, level), level)
        && agrees(table, level, first, geometry.entries(level));
  }

  /** Whether the first {@code count} leaves of {@code table} go on from {@code first}. */
  protected boolean agrees(long table, int level, long first, int count) {
    for (int i = 1; i < count; i++) {
      if (kernel.read(table + 8L * i) != first + i * geometry.bytes(level)) {
        return false;
      }
    }
    return true;
  }

  @Override
  void merged(long table, long parent, int level) {}

  @Override
  void forget(long start, long end) {}

  @Override
  void freeze() {}

  @Override
  void digest(StateDigest digest) {}
}
