package io.splitproof.impl.x86;

import io.splitproof.impl.linux.Kernel;
import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;

/**
 * Where a walk ends: at an entry that is no table.
 *
 * @param level level of its table
 * @param tablePa physical address of the table
 * @param entryPa physical address of the entry
 * @param entry what it is
 */
record Found(int level, long tablePa, long entryPa, long entry) {

  /** lookup_address(): what the tables of {@code kernel} say of {@code va}. */
  static Found at(Kernel kernel, long va) {
    long tablePa = kernel.root();
    for (int level = kernel.geometry.rootLevel(); ; level++) {
      long entryPa = tablePa + 8L * kernel.geometry.index(va, level);
      long entry = kernel.read(entryPa);
      if (level == Geometry.PTE || !kernel.entries.table(entry, level)) {
        return new Found(level, tablePa, entryPa, entry);
      }
      tablePa = Descriptor.address(entry, kernel.geometry.pageShift());
    }
  }

  long address() {
    return X86Entries.address(entry, level);
  }

  long flags() {
    return X86Entries.flags(entry, level);
  }
}
