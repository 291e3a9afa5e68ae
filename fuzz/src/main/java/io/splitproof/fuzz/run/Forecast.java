package io.splitproof.fuzz.run;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation;
import java.util.Arrays;

/**
 * Which objects there probably are, and how large: enough to tell most of the operations that will
 * be refused from those that will be carried out. Whoever believes it loses time where it is wrong.
 */
final class Forecast {

  private static final int OBJECTS = 16;

  private final int pageShift;
  private final boolean polite;
  private final int[] areas;
  private final int[] blocks;

  /** No objects. */
  Forecast(int pageShift, boolean polite) {
    this(pageShift, polite, new int[OBJECTS], new int[OBJECTS]);
  }

  private Forecast(int pageShift, boolean polite, int[] areas, int[] blocks) {
    this.pageShift = pageShift;
    this.polite = polite;
    this.areas = areas;
    this.blocks = blocks;
  }

  /** The same objects, for a look ahead. */
  Forecast copy() {
    return new Forecast(
        pageShift, polite, Arrays.copyOf(areas, OBJECTS), Arrays.copyOf(blocks, OBJECTS));
  }

  /** The operation succeeded. */
  void succeeded(Operation operation) {
    if (operation instanceof Operation.Vmalloc made) {
      areas[made.area()] = made.pages();
    } else if (operation instanceof Operation.Vmap made) {
      areas[made.area()] = made.pages();
    } else if (operation instanceof Operation.Vfree gone) {
      areas[gone.area()] = 0;
    } else if (operation instanceof Operation.AllocPages made) {
      blocks[made.block()] = made.pages();
    } else if (operation instanceof Operation.FreePages gone) {
      blocks[gone.block()] = 0;
    }
  }

  /** Whether the operation will probably be carried out. */
  boolean allows(Operation operation) {
    if (operation instanceof Operation.Vmalloc wanted) {
      return areas[wanted.area()] == 0;
    } else if (operation instanceof Operation.Vmap wanted) {
      return areas[wanted.area()] == 0;
    } else if (operation instanceof Operation.Vfree unwanted) {
      return areas[unwanted.area()] != 0;
    } else if (operation instanceof Operation.AllocPages wanted) {
      return blocks[wanted.block()] == 0;
    } else if (operation instanceof Operation.FreePages unwanted) {
      return blocks[unwanted.block()] != 0;
    }
    return allowsOnPages(operation);
  }

  private boolean allowsOnPages(Operation operation) {
    if (operation instanceof Operation.Access use) {
      return use.address().base() == Address.Base.PHYSICAL || pages(use.address()) != 0;
    } else if (operation instanceof Operation.SetMemory change) {
      return reaches(change.address(), change.pages());
    } else if (operation instanceof Operation.SetMemoryValid change) {
      return reaches(change.address(), change.pages());
    } else if (operation instanceof Operation.SetDirectMap change) {
      return reaches(change.address(), change.pages());
    } else if (operation instanceof Operation.SetMemoryEncrypted change) {
      return reaches(change.address(), change.pages());
    } else if (operation instanceof Operation.KernelMapPages change) {
      return reaches(change.address(), change.pages());
    } else if (operation instanceof Operation.FlushTlbKernelRange flush) {
      return reaches(flush.address(), flush.pages());
    } else if (operation instanceof Operation.Split split) {
      return reaches(split.address(), split.bytes() >> pageShift);
    }
    return !(operation instanceof Operation.SetMemory4k);
  }

  private boolean reaches(Address address, long pages) {
    if (address.base() == Address.Base.PHYSICAL) {
      return !polite;
    }
    int size = pages(address);
    return polite ? (address.offset() >> pageShift) + pages <= size : size != 0;
  }

  private int pages(Address address) {
    return address.base() == Address.Base.BLOCK
        ? blocks[address.object()]
        : areas[address.object()];
  }
}
