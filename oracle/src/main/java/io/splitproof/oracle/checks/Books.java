package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.reference.Reference;

/**
 * Takes over what the judged announces of tables, frames and areas: into the shadow of its tables,
 * and into the reference, for the one of the operations under way that runs. The checks hear of it
 * before.
 */
abstract class Books extends Listening {

  final Geometry geometry;
  final Reference reference;
  final TableShadow shadow;
  private boolean allocationFailed;
  private String complaint;

  Books(Geometry geometry, Reference reference, Watch watch) {
    super(watch);
    this.geometry = geometry;
    this.reference = reference;
    this.shadow = new TableShadow(geometry);
  }

  /** Operations begin. */
  final void beginBooks() {
    shadow.begin();
    allocationFailed = false;
    complaint = null;
  }

  /** Whether an allocation failed since then. */
  final boolean allocationFailed() {
    return allocationFailed;
  }

  /** The first that could not be taken over since then, in words without numbers, or null. */
  final String complaint() {
    return complaint;
  }

  final void complain(String sentence) {
    if (complaint == null) {
      complaint = sentence;
    }
  }

  private void takeOver(String wrong) {
    if (wrong != null) {
      complain(wrong);
    }
  }

  @Override
  public void tableAllocated(long pa, int level, Space space) {
    if (watching) {
      watch.tableAllocated(pa, level, space);
      shadow.allocated(pa, level);
      takeOver(reference.announcements().tableAllocated(pa >>> geometry.pageShift()));
    }
  }

  @Override
  public void tableFreed(long pa) {
    if (watching) {
      watch.tableFreed(pa);
      if (shadow.isHooked(pa)) {
        complain("a table given back while an entry points to it");
      }
      shadow.freed(pa);
      takeOver(reference.announcements().tableFreed(pa >>> geometry.pageShift()));
    }
  }

  @Override
  public void allocationFailed(FaultPlan.Scope kind) {
    allocationFailed = true;
    if (watching) {
      watch.allocationFailed(kind);
    }
  }

  @Override
  public void invalidated(long start, long end, Invalidation invalidation) {
    if (watching) {
      watch.invalidated(start, end, invalidation);
      if (invalidation != Invalidation.WALK_CACHE && invalidation != Invalidation.LOCAL) {
        reference.announcements().invalidated(start, end);
      }
    }
  }

  @Override
  public void areaMapped(int area, long va, long[] pfns) {
    if (watching) {
      watch.areaMapped(area, va, pfns);
      takeOver(reference.announcements().areaMapped(area, va, pfns));
    }
  }

  @Override
  public void areaUnmapped(int area) {
    if (watching) {
      watch.areaUnmapped(area);
      takeOver(reference.announcements().areaUnmapped(area));
    }
  }

  @Override
  public void blockTaken(int block, long pfn, long pages) {
    if (watching) {
      watch.blockTaken(block, pfn, pages);
      takeOver(reference.announcements().blockTaken(block, pfn, pages));
    }
  }

  @Override
  public void framesFreed(long pfn, long pages) {
    if (watching) {
      watch.framesFreed(pfn, pages);
      takeOver(reference.announcements().framesFreed(pfn, pages));
    }
  }

  @Override
  public void kfencePool(long pfn, long pages) {
    if (watching) {
      watch.kfencePool(pfn, pages);
      takeOver(reference.announcements().kfencePool(pfn, pages));
    }
  }

  @Override
  public void runningOn(int cpu) {
    super.runningOn(cpu);
    reference.running(watch.lane());
  }

  @Override
  public void interrupted() {
    super.interrupted();
    reference.running(watch.lane());
  }

  @Override
  public void resumed() {
    super.resumed();
    reference.running(watch.lane());
  }

  @Override
  public void ended(Outcome outcome) {
    super.ended(outcome);
    if (watching) {
      reference.ended(outcome);
    }
  }
}
