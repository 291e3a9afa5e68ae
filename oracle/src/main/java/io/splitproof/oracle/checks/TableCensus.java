package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.reference.Frames;
import io.splitproof.oracle.reference.World;

/** Finds every table that boot made. */
final class TableCensus {

  private final World world;
  private final Geometry geometry;
  private final DescriptorMemory memory;
  private final TableShadow shadow;
  private String complaint;

  TableCensus(World world, DescriptorMemory memory, TableShadow shadow) {
    this.world = world;
    this.geometry = world.geometry();
    this.memory = memory;
    this.shadow = shadow;
  }

  /** Walks from the root; returns what is wrong with where the tables are, or null. */
  String take(long rootPa) {
    shadow.attach(memory, rootPa);
    complaint = null;
    own(rootPa);
    visit(rootPa, geometry.rootLevel());
    shadow.save();
    return complaint;
  }

  private void visit(long tablePa, int level) {
    if (level == Geometry.PTE) {
      return;
    }
    for (int i = 0; i < geometry.entries(level); i++) {
      long entryPa = tablePa + 8L * i;
      long descriptor = memory.read(entryPa);
      if (geometry.format().isTable(descriptor, level)) {
        enter(geometry.format().table(descriptor), level + 1, entryPa);
      }
    }
  }

  private void enter(long pa, int level, long entryPa) {
    if (!shadow.found(pa, level, entryPa)) {
      complaint = "a table reachable in two ways";
      return;
    }
    own(pa);
    visit(pa, level);
  }

  /** Boot may have tables in the image; nowhere else that is not free. */
  private void own(long pa) {
    long pfn = pa >>> geometry.pageShift();
    int owner = world.frames().owner(pfn);
    if (owner == Frames.FREE) {
      world.frames().give(pfn, 1, Frames.TABLE);
    } else if (owner != Frames.IMAGE) {
      complaint = "a table on frames of: " + Frames.describe(owner);
    }
  }
}
