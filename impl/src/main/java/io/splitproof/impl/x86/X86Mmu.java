package io.splitproof.impl.x86;

import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.Mmu;
import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.arch.X86Entry;
import io.splitproof.oracle.contract.Operation.Use;

/**
 * The memory management unit of an x86-64 CPU whose TLB is empty: every level has a say in what may
 * be written and executed.
 *
 * <p>Source: Intel SDM volume 3, 5.5 (4-level paging), 5.6 (access rights), with CR0.WP.
 */
final class X86Mmu extends Mmu {

  X86Mmu(Kernel kernel) {
    super(kernel);
  }

  @Override
  protected boolean permits(long va, Use use) {
    long tablePa = kernel.root();
    for (int level = 0; va < 0; level++) {
      long entry = kernel.read(tablePa + 8L * kernel.geometry.index(va, level));
      if ((entry & X86Entry.PRESENT) == 0 || !passes(entry, use)) {
        return false;
      }
      if (level == Geometry.PTE || (entry & X86Entry.LARGE) != 0) {
        return level >= Geometry.PUD;
      }
      tablePa = Descriptor.address(entry, kernel.geometry.pageShift());
    }
    return false;
  }

  private static boolean passes(long entry, Use use) {
    return switch (use) {
      case READ -> true;
      case WRITE -> (entry & X86Entry.WRITABLE) != 0;
      case FETCH -> (entry & X86Entry.NO_EXECUTE) == 0;
    };
  }
}
