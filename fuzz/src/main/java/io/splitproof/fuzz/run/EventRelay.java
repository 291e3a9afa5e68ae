package io.splitproof.fuzz.run;

import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;

/** Passes every announcement on to two listeners, one after the other. */
public final class EventRelay implements MachineEvents {

  private final MachineEvents first;
  private final MachineEvents second;

  /** Creates a relay to {@code first}, then {@code second}. */
  public EventRelay(MachineEvents first, MachineEvents second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public void runningOn(int cpu) {
    first.runningOn(cpu);
    second.runningOn(cpu);
  }

  @Override
  public void interrupted() {
    first.interrupted();
    second.interrupted();
  }

  @Override
  public void resumed() {
    first.resumed();
    second.resumed();
  }

  @Override
  public void ended(Outcome outcome) {
    first.ended(outcome);
    second.ended(outcome);
  }

  @Override
  public void cpuOnline(int cpu, boolean bbml2) {
    first.cpuOnline(cpu, bbml2);
    second.cpuOnline(cpu, bbml2);
  }

  @Override
  public void hostTold(long start, long end, boolean shared) {
    first.hostTold(start, end, shared);
    second.hostTold(start, end, shared);
  }

  @Override
  public void stored(long pa, long before, long after) {
    first.stored(pa, before, after);
    second.stored(pa, before, after);
  }

  @Override
  public void filled(long pa, int count, long start, long step) {
    first.filled(pa, count, start, step);
    second.filled(pa, count, start, step);
  }

  @Override
  public void barrier(Barrier barrier) {
    first.barrier(barrier);
    second.barrier(barrier);
  }

  @Override
  public void invalidated(long start, long end, Invalidation invalidation) {
    first.invalidated(start, end, invalidation);
    second.invalidated(start, end, invalidation);
  }

  @Override
  public void tableAllocated(long pa, int level, Space space) {
    first.tableAllocated(pa, level, space);
    second.tableAllocated(pa, level, space);
  }

  @Override
  public void tableFreed(long pa) {
    first.tableFreed(pa);
    second.tableFreed(pa);
  }

  @Override
  public void zeroed(long pa) {
    first.zeroed(pa);
    second.zeroed(pa);
  }

  @Override
  public void fixmapped(long pa, int level) {
    first.fixmapped(pa, level);
    second.fixmapped(pa, level);
  }

  @Override
  public void fixunmapped(int level) {
    first.fixunmapped(level);
    second.fixunmapped(level);
  }

  @Override
  public void allocationTried(FaultPlan.Scope kind) {
    first.allocationTried(kind);
    second.allocationTried(kind);
  }

  @Override
  public void allocationFailed(FaultPlan.Scope kind) {
    first.allocationFailed(kind);
    second.allocationFailed(kind);
  }

  @Override
  public void allocating(boolean maySleep) {
    first.allocating(maySleep);
    second.allocating(maySleep);
  }

  @Override
  public void split(SplitStep step) {
    first.split(step);
    second.split(step);
  }

  @Override
  public void merged(SplitStep step) {
    first.merged(step);
    second.merged(step);
  }

  @Override
  public void locked(Lock lock) {
    first.locked(lock);
    second.locked(lock);
  }

  @Override
  public void unlocked(Lock lock) {
    first.unlocked(lock);
    second.unlocked(lock);
  }

  @Override
  public void entered(Context context) {
    first.entered(context);
    second.entered(context);
  }

  @Override
  public void left(Context context) {
    first.left(context);
    second.left(context);
  }

  @Override
  public void warned(Warning warning) {
    first.warned(warning);
    second.warned(warning);
  }

  @Override
  public void covered(int edge, int often) {
    first.covered(edge, often);
    second.covered(edge, often);
  }

  @Override
  public void panicked(String reason) {
    first.panicked(reason);
    second.panicked(reason);
  }

  @Override
  public void areaMapped(int area, long va, long[] pfns) {
    first.areaMapped(area, va, pfns);
    second.areaMapped(area, va, pfns);
  }

  @Override
  public void areaUnmapped(int area) {
    first.areaUnmapped(area);
    second.areaUnmapped(area);
  }

  @Override
  public void blockTaken(int block, long pfn, long pages) {
    first.blockTaken(block, pfn, pages);
    second.blockTaken(block, pfn, pages);
  }

  @Override
  public void framesFreed(long pfn, long pages) {
    first.framesFreed(pfn, pages);
    second.framesFreed(pfn, pages);
  }

  @Override
  public void kfencePool(long pfn, long pages) {
    first.kfencePool(pfn, pages);
    second.kfencePool(pfn, pages);
  }
}
