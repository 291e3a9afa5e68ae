package io.splitproof.impl.x86;

import io.splitproof.impl.linux.LeafSplitter;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.impl.linux.RangeWalk;
import io.splitproof.oracle.arch.X86Entry;

/**
 * set_memory_p, set_memory_np and set_direct_map_*_noflush. The latter take write permission along:
 * what is absent is read-only, too.
 *
 * <p>Source: Linux 7.2 {@code arch/x86/mm/pat/set_memory.c}.
 */
final class X86Attributes extends PageAttributes {

  private static final long DIRECT = X86Entry.PRESENT | X86Entry.WRITABLE;

  private final ChangePageAttr changes;

  X86Attributes(X86Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
    super(kernel, splitter, walk);
    this.changes = kernel.changes();
  }

  @Override
  public int setMemoryValid(long start, int pages, boolean valid) {
    return valid
        ? changes.change(start, pages, X86Entry.PRESENT, 0, false)
        : changes.change(start, pages, 0, X86Entry.PRESENT, false);
  }

  @Override
  public int directMapInvalid(long va) {
    return changes.changeDirectly(va, 1, 0, DIRECT);
  }

  @Override
  public int directMapDefault(long va) {
    return changes.changeDirectly(va, 1, DIRECT, 0);
  }

  @Override
  public int directMapValid(long va, int pages, boolean valid) {
    return changes.changeDirectly(va, pages, valid ? DIRECT : 0, valid ? 0 : DIRECT);
  }
}
