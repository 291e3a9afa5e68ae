package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.contract.StateDigest;

/** What the kernel's tables say, whichever frames they are in. */
final class TableTree {

  private final Kernel kernel;

  TableTree(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Adds every entry; of one that points to a table, its attributes and what is in the table. */
  void digest(StateDigest digest) {
    table(kernel.root, kernel.geometry.rootLevel(), digest);
  }

  private void table(long tablePa, int level, StateDigest digest) {
    for (int i = 0; i < kernel.geometry.entries(level); i++) {
      long entry = kernel.memory.read(tablePa + 8L * i);
      if (!kernel.entries.table(entry, level)) {
        digest.add(entry);
        continue;
      }
      long below = Descriptor.address(entry, kernel.geometry.pageShift());
      digest.add(entry & ~below);
      table(below, level + 1, digest);
    }
  }
}
