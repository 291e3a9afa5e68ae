package io.splitproof.fuzz.figures;

import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.arch.Format;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.arch.HardwareWalk;
import io.splitproof.oracle.arch.Translation;
import io.splitproof.oracle.contract.Machine;

/** How much of the linear map one TLB entry can hold; a contiguous group counts as one. */
final class LeafSizes {

  private final Geometry geometry;
  private final Format format;
  private final DescriptorMemory memory;
  private final long rootPa;
  private final HardwareWalk walk;

  LeafSizes(Machine machine) {
    geometry = machine.config().geometry();
    format = geometry.format();
    memory = machine.memory();
    rootPa = machine.rootTable();
    walk = new HardwareWalk(geometry, memory, rootPa);
  }

  /** Logarithm of the bytes that the entry for {@code va} holds. */
  int shiftAt(long va) {
    Translation found = walk.walk(va);
    long bytes = found.bytes();
    if (format.isContiguous(found.descriptor())) {
      bytes *= geometry.contiguous(found.level());
    }
    return Long.numberOfTrailingZeros(bytes);
  }

  /** TLB entries it takes to hold all that is mapped and valid. */
  long entriesForAll() {
    return entries(rootPa, geometry.rootLevel());
  }

  private long entries(long tablePa, int level) {
    long parts = 0;
    int group = geometry.contiguous(level);
    int all = geometry.entries(level);
    boolean root = level == geometry.rootLevel();
    int first = root ? geometry.index(geometry.linearStart(), level) : 0;
    int last = root ? geometry.index(geometry.linearEnd() - 1, level) : all - 1;
    long below = 0;
    for (int i = first; i <= last; ) {
      long pa = tablePa + 8L * i;
      long descriptor = memory.read(pa);
      int run = 1;
      if (format.isTable(descriptor, level)) {
        below += entries(format.table(descriptor), level + 1);
      } else if (format.isValid(descriptor)) {
        run = memory.runLength(pa, last + 1 - i, geometry.bytes(level));
        parts += (long) run * (format.isContiguous(descriptor) ? 1 : group);
      } else {
        run = memory.runLength(pa, last + 1 - i, 0);
      }
      i += run;
    }
    return below + parts / group;
  }
}
