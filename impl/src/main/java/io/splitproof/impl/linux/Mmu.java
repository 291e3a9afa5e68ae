package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Operation.Use;

/**
 * The memory management unit of a CPU whose TLB is empty: walks the kernel's tables for every use
 * of an address. Together with {@link Entries} it is the judged's own reading of descriptors.
 *
 * <p>Source: Arm ARM D8.2 (the walk), D8.4 (permissions at EL1, hierarchical ones included).
 */
public class Mmu {

  /** The kernel whose tables it walks. */
  protected final Kernel kernel;

  private final Geometry geometry;

  /** Creates the MMU of a CPU that runs {@code kernel}. */
  public Mmu(Kernel kernel) {
    this.kernel = kernel;
    this.geometry = kernel.geometry;
  }

  /** Whether {@code va} may be used like that; what lies outside the upper VA range faults. */
  protected boolean permits(long va, Use use) {
    return va >= geometry.linearStart()
        && va < 0
        && permits(kernel.root, geometry.rootLevel(), va, use);
  }

  private boolean permits(long tablePa, int level, long va, Use use) {
    long entry = kernel.read(tablePa + 8L * geometry.index(va, level));
    boolean upper = level < Geometry.PTE;
    if (!kernel.entries.valid(entry)) {
      return false;
    }
    if (upper && (entry & Descriptor.TYPE_MASK) == Descriptor.TYPE_MASK) {
      long below = Descriptor.address(entry, geometry.pageShift());
      return tablePermits(entry, use) && permits(below, level + 1, va, use);
    }
    boolean block = (entry & Descriptor.TABLE_OR_PAGE) == 0;
    boolean formed = block == upper && geometry.leafAllowed(level);
    return formed && (entry & Descriptor.ACCESS_FLAG) != 0 && leafPermits(entry, use);
  }

  private static boolean tablePermits(long entry, Use use) {
    return switch (use) {
      case READ -> true;
      case WRITE -> (entry & Descriptor.TABLE_READ_ONLY) == 0;
      case FETCH -> (entry & Descriptor.TABLE_PXN) == 0;
    };
  }

  /** A page with the dirty bit modifier is writable once somebody tries. */
  private static boolean leafPermits(long entry, Use use) {
    return switch (use) {
      case READ -> true;
      case WRITE -> (entry & Descriptor.READ_ONLY) == 0 || (entry & Descriptor.DBM) != 0;
      case FETCH -> (entry & Descriptor.PXN) == 0;
    };
  }
}
