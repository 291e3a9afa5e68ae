package io.splitproof.fuzz.figures;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineEvents;
import java.util.HashMap;
import java.util.Map;

/** The tables of the linear map, from boot on, as a machine announces them. */
final class LinearTables implements MachineEvents {

  private final Map<Long, Integer> levels = new HashMap<>();
  private long ofPages;

  /** Tables there are. */
  long count() {
    return levels.size();
  }

  /** Tables of page entries: each stands where a leaf of the level above could be. */
  long ofPages() {
    return ofPages;
  }

  @Override
  public void tableAllocated(long pa, int level, Space space) {
    if (space == Space.LINEAR) {
      levels.put(pa, level);
      ofPages += level == Geometry.PTE ? 1 : 0;
    }
  }

  @Override
  public void tableFreed(long pa) {
    Integer level = levels.remove(pa);
    ofPages -= level != null && level == Geometry.PTE ? 1 : 0;
  }
}
