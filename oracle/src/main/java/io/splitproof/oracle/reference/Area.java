package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.StateDigest;

/**
 * A vmalloc or vmap area. The page after its last one is its guard page.
 *
 * @param number what programs call it
 * @param va first virtual address, bytes
 * @param pfns frame behind each page, in order
 * @param kind how it was made; {@link AreaKind#VMALLOC} for vmap
 * @param vmap whether it was made by {@code vmap}
 * @param resetPerms VM_FLUSH_RESET_PERMS
 * @param lender block whose frames these are, or -1
 * @param ownsFrames whether the frames are its own
 */
public record Area(
    int number,
    long va,
    long[] pfns,
    AreaKind kind,
    boolean vmap,
    boolean resetPerms,
    int lender,
    boolean ownsFrames) {

  /** Pages, without the guard page. */
  public int pages() {
    return pfns.length;
  }

  /** First address after the guard page. */
  public long end(int pageShift) {
    return va + ((pages() + 1L) << pageShift);
  }

  void digest(StateDigest digest) {
    digest.add(number);
    digest.add(va);
    digest.add(pfns.length);
    for (long pfn : pfns) {
      digest.add(pfn);
    }
    digest.add(kind.ordinal());
    digest.add(vmap);
    digest.add(resetPerms);
    digest.add(lender);
    digest.add(ownsFrames);
  }

  /** Whether {@code set_memory_*} takes it: made by vmalloc, not with huge pages. */
  public boolean changeable() {
    return !vmap && kind != AreaKind.HUGE;
  }
}
