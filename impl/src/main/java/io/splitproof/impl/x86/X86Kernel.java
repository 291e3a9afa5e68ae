package io.splitproof.impl.x86;

import io.splitproof.impl.linux.AreaSpace;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents.Barrier;
import io.splitproof.oracle.contract.MachineEvents.Invalidation;
import io.splitproof.oracle.contract.StateDigest;

/**
 * What all parts of an x86-64 kernel share. Walkers see stores in order, so there are no barriers;
 * an invalidation is an interrupt of all CPUs that waits until they have answered.
 *
 * <p>Source: Linux 7.2 {@code arch/x86/mm/tlb.c}, flush_tlb_all, flush_tlb_kernel_range.
 */
public class X86Kernel extends Kernel {

  /** Where its areas lie; set once, while it is put together. */
  AreaSpace space;

  private ChangePageAttr changes;
  private Merger merger;

  /** Creates a kernel that has not booted yet. */
  public X86Kernel(MachineConfig config) {
    super(config, new X86Entries(), new X86Protection());
  }

  /** Makes these the ways to change entries and to merge them. */
  final void use(ChangePageAttr how, Merger merging) {
    changes = how;
    merger = merging;
  }

  /** How entries change. */
  public final ChangePageAttr changes() {
    return changes;
  }

  /** How they are merged. */
  public final Merger merger() {
    return merger;
  }

  /**
   * No TLB of any CPU holds anything of the kernel's, nor of its tables; for the sake of the direct
   * map, so that areas unmapped lazily are still to be purged.
   */
  public final void flushAll() {
    invalidate(geometry.linearStart(), geometry.linearEnd(), Invalidation.RANGE_AS_ALL);
  }

  @Override
  public void invalidate(long start, long end, Invalidation invalidation) {
    events().invalidated(start, end, invalidation);
  }

  @Override
  public void barrier(Barrier barrier) {}

  @Override
  protected void emitBarriers() {}

  @Override
  protected void freeze() {
    super.freeze();
    merger.freeze();
  }

  @Override
  protected void reset() {
    super.reset();
    merger.reset();
  }

  @Override
  protected void digest(StateDigest digest) {
    super.digest(digest);
    merger.digest(digest);
  }
}
