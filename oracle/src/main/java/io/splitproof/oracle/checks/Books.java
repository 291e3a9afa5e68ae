package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Operation;
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
  private final Claims claims;
  private String complaint;

  /** What {@link #complaint} is about, with numbers; empty if that says nothing. */
  private String subject = "";

  Books(Geometry geometry, Reference reference, Watch watch) {
    super(watch);
    this.geometry = geometry;
    this.reference = reference;
    this.shadow = new TableShadow(geometry);
    this.claims = new Claims(reference.world());
  }

  /** Operations begin. */
  final void beginBooks() {
    shadow.begin();
    allocationFailed = false;
    complaint = null;
    subject = "";
  }

  /** Whether an allocation failed since then. */
  final boolean allocationFailed() {
    return allocationFailed;
  }

  /** The first that could not be taken over since then, in words without numbers, or null. */
  final String complaint() {
    return complaint;
  }

  /** What the complaint is about, with numbers, for people; empty if there is nothing to add. */
  final String subject() {
    return subject;
  }

  /** What a complaint about how {@code operation} ended is about. */
  final String about(Operation operation) {
    if (operation instanceof Operation.RemoveMemory remove) {
      long pages = remove.bytes() >>> geometry.pageShift();
      return claims.on(remove.pa() >>> geometry.pageShift(), pages);
    }
    return operation instanceof Operation.Vfree vfree ? "A" + vfree.area() : "";
  }

  final void complain(String sentence) {
    complain(sentence, "");
  }

  final void complain(String sentence, String about) {
    if (complaint == null) {
      complaint = sentence;
      subject = about;
    }
  }

  private void takeOver(String wrong, long pfn, long pages) {
    if (wrong != null) {
      complain(wrong, claims.on(pfn, pages));
    }
  }

  @Override
  public void tableAllocated(long pa, int level, Space space) {
    if (watching) {
      watch.tableAllocated(pa, level, space);
      shadow.allocated(pa, level);
      long pfn = pa >>> geometry.pageShift();
      takeOver(reference.announcements().tableAllocated(pfn), pfn, 1);
    }
  }

  @Override
  public void tableFreed(long pa) {
    if (watching) {
      watch.tableFreed(pa);
      if (shadow.isHooked(pa)) {
        complain("a table given back while an entry points to it", tableAt(pa));
      }
      shadow.freed(pa);
      long pfn = pa >>> geometry.pageShift();
      takeOver(reference.announcements().tableFreed(pfn), pfn, 1);
    }
  }

  /** A store to {@code pa}, which lies in no table, for people. */
  final String stray(long pa, long descriptor) {
    String frame = claims.on(pa >>> geometry.pageShift(), 1);
    return Long.toHexString(descriptor) + " stored at pa " + Long.toHexString(pa) + "; " + frame;
  }

  /** The live table at {@code pa}, for people. */
  private String tableAt(long pa) {
    long va = shadow.va(pa);
    String reach = va == TableShadow.UNREACHABLE ? "" : ", from va " + Long.toHexString(va) + " on";
    return "table " + Long.toHexString(pa) + " for level " + shadow.level(pa) + reach;
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
      String wrong = reference.announcements().areaMapped(area, va, pfns);
      if (wrong != null) {
        String where = "A" + area + " of " + pfns.length + " pages at va " + Long.toHexString(va);
        complain(wrong, where + "; " + claims.on(pfns));
      }
    }
  }

  @Override
  public void areaUnmapped(int area) {
    if (watching) {
      watch.areaUnmapped(area);
      String wrong = reference.announcements().areaUnmapped(area);
      if (wrong != null) {
        complain(wrong, "A" + area);
      }
    }
  }

  @Override
  public void blockTaken(int block, long pfn, long pages) {
    if (watching) {
      watch.blockTaken(block, pfn, pages);
      takeOver(reference.announcements().blockTaken(block, pfn, pages), pfn, pages);
    }
  }

  @Override
  public void framesFreed(long pfn, long pages) {
    if (watching) {
      watch.framesFreed(pfn, pages);
      takeOver(reference.announcements().framesFreed(pfn, pages), pfn, pages);
    }
  }

  @Override
  public void kfencePool(long pfn, long pages) {
    if (watching) {
      watch.kfencePool(pfn, pages);
      takeOver(reference.announcements().kfencePool(pfn, pages), pfn, pages);
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
