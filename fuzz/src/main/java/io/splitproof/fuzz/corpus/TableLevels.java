package io.splitproof.fuzz.corpus;

import io.splitproof.fuzz.run.JudgedMachine;
import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Machine;
import java.util.HashMap;
import java.util.Map;

/** Which level the table in a page is for: what boot left, and what was allocated since. */
final class TableLevels {

  private final Geometry geometry;
  private final Map<Long, Integer> booted = new HashMap<>();
  private final Map<Long, Integer> since = new HashMap<>();

  /** The tables of a machine that has just booted. */
  TableLevels(JudgedMachine subject) {
    Machine machine = subject.machine();
    geometry = machine.config().geometry();
    walk(machine.memory(), machine.rootTable(), geometry.rootLevel());
  }

  private void walk(DescriptorMemory memory, long tablePa, int level) {
    booted.put(page(tablePa), level);
    for (int index = 0; level < Geometry.PTE && index < geometry.entries(level); index++) {
      long descriptor = memory.read(tablePa + 8L * index);
      if (geometry.format().isTable(descriptor, level)) {
        walk(memory, geometry.format().table(descriptor), level + 1);
      }
    }
  }

  private long page(long pa) {
    return pa & -geometry.pageBytes();
  }

  /** Whether they are those of x86-64. */
  boolean isX86() {
    return geometry.isX86();
  }

  /** The machine is where it was after boot. */
  void reset() {
    since.clear();
  }

  /** A frame became a table. */
  void allocated(long tablePa, int level) {
    since.put(page(tablePa), level);
  }

  /** The level of the entry at {@code pa}, or -1 if no table is known there. */
  int of(long pa) {
    Integer level = since.get(page(pa));
    return level != null ? level : booted.getOrDefault(page(pa), -1);
  }
}
