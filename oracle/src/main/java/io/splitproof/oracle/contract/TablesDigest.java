package io.splitproof.oracle.contract;

import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.arch.Geometry;

/**
 * One number for all tables of a machine: of each entry that is not zero, what it says and where it
 * is, table by table as a walk meets them. An executor reckons the same.
 */
final class TablesDigest {

  private static final long FACTOR = 0x9e3779b97f4a7c15L;

  private final Geometry geometry;
  private final DescriptorMemory memory;

  private TablesDigest(Machine machine) {
    this.geometry = machine.config().geometry();
    this.memory = machine.memory();
  }

  static long of(Machine machine) {
    TablesDigest digest = new TablesDigest(machine);
    return digest.add(machine.rootTable(), digest.geometry.rootLevel(), 0);
  }

  private long add(long table, int level, long before) {
    long digest = before;
    for (int i = 0; i < geometry.entries(level); i++) {
      long pa = table + 8L * i;
      long entry = memory.read(pa);
      if (entry != 0) {
        digest = (digest ^ entry ^ pa << 16) * FACTOR;
      }
      if (geometry.format().isTable(entry, level)) {
        digest = add(geometry.format().table(entry), level + 1, digest);
      }
    }
    return digest;
  }
}
