package io.splitproof.oracle.reference;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.Access;
import io.splitproof.oracle.contract.Operation.AllocPages;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.FlushTlbKernelRange;
import io.splitproof.oracle.contract.Operation.FreePages;
import io.splitproof.oracle.contract.Operation.KfenceInit;
import io.splitproof.oracle.contract.Operation.KfenceProtect;
import io.splitproof.oracle.contract.Operation.SetDirectMap;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.SetMemory4k;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Split;
import io.splitproof.oracle.contract.Operation.VmUnmapAliases;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Operation.Vmap;

/**
 * What x86-64 promises of TLBs where that differs from {@link FlushRules}.
 *
 * <ul>
 *   <li>What may split or merge a leaf, or change the direct map behind an area, may invalidate
 *       everything.
 *   <li>{@code set_memory_*} purges, and leaves nothing stale that it made stale; what somebody
 *       else left stale it invalidates only if it changes something.
 *   <li>{@code set_direct_map_*_noflush} leaves all of its range to the caller.
 *   <li>KFENCE invalidates a page on the CPU that protects it, and on no other.
 * </ul>
 *
 * <p>Source: Linux 7.2 {@code arch/x86/mm/pat/set_memory.c}, cpa_flush, __split_large_page; {@code
 * arch/x86/include/asm/kfence.h}, kfence_protect_page.
 */
final class CpaFlushRules {

  private final World world;
  private final Geometry geometry;

  CpaFlushRules(World world) {
    this.world = world;
    this.geometry = world.geometry();
  }

  /** Whether an operation at an address begins with a purge. */
  boolean purges(Operation operation) {
    return operation instanceof SetMemory
        || operation instanceof SetMemoryValid
        || operation instanceof SetMemory4k
        || operation instanceof Split;
  }

  /** Fills the promise of an operation at {@code va}. */
  void at(Operation operation, long va, FlushPromise promise) {
    if (operation instanceof SetDirectMap op) {
      boolean one =
          op.state() == Operation.DirectMap.INVALID || op.state() == Operation.DirectMap.DEFAULT;
      long pages = one ? 1 : Math.max(0, op.pages());
      long start = Geometry.alignDown(va, geometry.pageBytes());
      promise.owe(start, start + (pages << geometry.pageShift()));
    }
  }

  /** Makes the promise that arm64 would give the one that x86-64 gives. */
  void amend(Operation operation, FlushPromise promise) {
    if (operation instanceof KfenceProtect op) {
      protect(op, promise);
    } else if (operation instanceof KfenceInit) {
      promise.leaveToOthers(geometry.linearStart(), geometry.linearEnd());
    }
    if (mayInvalidateAll(operation)) {
      promise.noLimit();
    }
  }

  private void protect(KfenceProtect op, FlushPromise promise) {
    promise.clear();
    Objects objects = world.objects();
    if (op.protect() && op.page() >= 0 && op.page() < objects.kfencePages()) {
      long pfn = objects.kfenceFirst() + op.page();
      long va = world.config().linearVa(pfn << geometry.pageShift());
      promise.mayInvalidate(va, va + geometry.pageBytes());
      promise.leaveToOthers(va, va + geometry.pageBytes());
    }
  }

  private static boolean mayInvalidateAll(Operation operation) {
    boolean small =
        operation instanceof Access
            || operation instanceof AllocPages
            || operation instanceof FreePages
            || operation instanceof KfenceProtect
            || operation instanceof FlushTlbKernelRange
            || operation instanceof VmUnmapAliases
            || operation instanceof Vmap
            || operation instanceof Vmalloc op && op.kind() != AreaKind.HUGE;
    return !small;
  }
}
