package io.splitproof.impl.x86;

import io.splitproof.impl.linux.AreaSpace;
import io.splitproof.impl.linux.Areas;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.impl.linux.SetMemory;
import io.splitproof.oracle.arch.X86Entry;
import io.splitproof.oracle.contract.Operation.Permission;

/**
 * set_memory_ro, _rw, _x, _nx, _rox and _4k.
 *
 * <p>Source: Linux 7.2 {@code arch/x86/mm/pat/set_memory.c}. Differs: there are no shadow stacks,
 * so read-only pages may stay dirty.
 */
public class X86SetMemory extends SetMemory {

  private final ChangePageAttr changes;

  /** Creates what serves set_memory_*. */
  public X86SetMemory(
      X86Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
    super(kernel, areas, space, attributes);
    this.changes = kernel.changes();
  }

  @Override
  public int apply(Permission permission, long addr, int pages) {
    return switch (permission) {
      case RO -> changes.change(addr, pages, 0, X86Entry.WRITABLE, false);
      case RW -> changes.change(addr, pages, X86Entry.WRITABLE, 0, false);
      case NX -> changes.change(addr, pages, X86Entry.NO_EXECUTE, 0, false);
      case X -> changes.change(addr, pages, 0, X86Entry.NO_EXECUTE, false);
      case ROX -> {
        long clear = X86Entry.WRITABLE | X86Entry.NO_EXECUTE;
        yield changes.change(addr, pages, 0, clear, false);
      }
    };
  }

  /** The mark says that whoever merges has to let these pages alone. */
  @Override
  protected int keepPages(long addr, int pages) {
    return changes.change(addr, pages, X86Entry.KEEP_4K, 0, true);
  }
}
