package io.splitproof.impl.linux;

import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.StateDigest;

/**
 * A vmalloc area (struct vm_struct).
 *
 * @param number what the program calls it
 * @param va first address
 * @param pages number of pages, the guard page not counted
 * @param pfns frames behind them; a recording may know what lies past the end
 * @param kind how it was made
 * @param isVmap whether {@code vmap} made it, over somebody else's frames
 * @param resetPerms VM_FLUSH_RESET_PERMS
 * @param ownsFrames whether the frames go back to the allocator with it
 */
public record Area(
    int number,
    long va,
    int pages,
    long[] pfns,
    AreaKind kind,
    boolean isVmap,
    boolean resetPerms,
    boolean ownsFrames) {

  /** Whether set_memory_* takes it: made by vmalloc, and not with blocks. */
  public boolean isChangeable() {
    return !isVmap && kind != AreaKind.HUGE;
  }

  void digest(StateDigest digest) {
    digest.add(number);
    digest.add(va);
    digest.add(pages);
    for (long pfn : pfns) {
      digest.add(pfn);
    }
    digest.add(kind.ordinal());
    digest.add(isVmap);
    digest.add(resetPerms);
    digest.add(ownsFrames);
  }

  /** First address after the guard page. */
  public long end(int pageShift) {
    return va + ((pages + 1L) << pageShift);
  }
}
