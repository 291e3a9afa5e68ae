package io.splitproof.fuzz.figures;

import io.splitproof.oracle.contract.MachineEvents;
import java.util.HashSet;
import java.util.Set;

/**
 * What making tables of the linear map costs, counted from a machine's announcements. A table that
 * a call of {@code __create_pgd_mapping()} makes is told from one that it only visits; the calls
 * are told apart by fixmap_lock.
 */
final class TableWork implements MachineEvents {

  /**
   * The counts.
   *
   * @param tables tables made
   * @param zeroings tables filled with zeros, each time
   * @param fixmaps fixmap slots set for tables being made
   * @param visits fixmap slots set for tables that were there
   * @param slotsCleared fixmap slots cleared: a TLB invalidation each
   */
  record Counts(long tables, long zeroings, long fixmaps, long visits, long slotsCleared) {

    /** TLB invalidations for the sake of tables being made. */
    long making() {
      return slotsCleared - visits;
    }
  }

  private final Set<Long> fresh = new HashSet<>();
  private long tables;
  private long zeroings;
  private long fixmaps;
  private long visits;
  private long slotsCleared;

  /** What was counted so far. */
  Counts counts() {
    return new Counts(tables, zeroings, fixmaps, visits, slotsCleared);
  }

  @Override
  public void locked(Lock lock) {
    if (lock == Lock.FIXMAP) {
      fresh.clear();
    }
  }

  @Override
  public void tableAllocated(long pa, int level, Space space) {
    if (space == Space.LINEAR) {
      tables++;
      fresh.add(pa);
    }
  }

  @Override
  public void zeroed(long pa) {
    zeroings++;
  }

  @Override
  public void fixmapped(long pa, int level) {
    if (fresh.contains(pa)) {
      fixmaps++;
    } else {
      visits++;
    }
  }

  @Override
  public void fixunmapped(int level) {
    slotsCleared++;
  }
}
