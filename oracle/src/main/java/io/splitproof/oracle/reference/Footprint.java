package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AddMemory;
import io.splitproof.oracle.contract.Operation.AllocPages;
import io.splitproof.oracle.contract.Operation.FlushTlbKernelRange;
import io.splitproof.oracle.contract.Operation.FreePages;
import io.splitproof.oracle.contract.Operation.KernelMapPages;
import io.splitproof.oracle.contract.Operation.KfenceProtect;
import io.splitproof.oracle.contract.Operation.RemoveMemory;
import io.splitproof.oracle.contract.Operation.SetDirectMap;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.SetMemory4k;
import io.splitproof.oracle.contract.Operation.SetMemoryEncrypted;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Split;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Operation.Vmap;
import io.splitproof.oracle.contract.Placement;

/**
 * The pages and objects that one operation is about. Frames that are still to be found for it, and
 * addresses, belong to nobody else.
 */
final class Footprint {

  private final World world;
  private final int shift;
  private final PageRuns pages = new PageRuns();

  /** Objects made or undone: areas in one bit each, and blocks. */
  private long areas;

  private long blocks;

  /** Objects that must stay what they are. */
  private long areasUsed;

  private long blocksUsed;

  Footprint(World world) {
    this.world = world;
    this.shift = world.geometry().pageShift();
  }

  /** Becomes that of {@code operation}. */
  void of(Operation operation) {
    pages.clear();
    areas = 0;
    blocks = 0;
    areasUsed = 0;
    blocksUsed = 0;
    Address address = Rules.address(operation);
    if (address != null) {
      long va = world.objects().resolve(address);
      if (va != Objects.NOWHERE) {
        use(address);
        at(operation, va);
      }
    } else if (operation instanceof Vmalloc op) {
      newArea(op.area(), op.pages(), op.placement());
    } else if (operation instanceof Vmap op) {
      newArea(op.area(), op.pages(), op.placement());
    } else if (operation instanceof Vfree op) {
      areas |= bit(op.area());
      area(world.objects().area(op.area()));
    } else if (operation instanceof AllocPages op) {
      blocks |= bit(op.block());
    } else if (operation instanceof FreePages op) {
      blocks |= bit(op.block());
      block(op.block());
    } else if (operation instanceof AddMemory op) {
      memory(op.pa(), op.bytes());
    } else if (operation instanceof RemoveMemory op) {
      memory(op.pa(), op.bytes());
    } else if (operation instanceof KfenceProtect op && world.objects().hasKfence()) {
      pages.set(world.pages().linearVpn(world.objects().kfenceFirst() + op.page()), 1, 1);
    }
  }

  private static long bit(int number) {
    return 1L << number;
  }

  private void use(Address address) {
    switch (address.base()) {
      case AREA, BACKING -> areasUsed |= bit(address.object());
      case BLOCK -> blocksUsed |= bit(address.object());
      case PHYSICAL -> { }
    }
  }

  private void at(Operation operation, long va) {
    if (operation instanceof SetMemory op) {
      Area area = world.objects().areaAt(va);
      int first = area == null ? 0 : (int) (va - area.va() >> shift);
      range(va, op.pages());
      aliases(area, first, op.pages());
    } else if (operation instanceof SetMemoryValid op) {
      range(va, op.pages());
    } else if (operation instanceof SetMemory4k op) {
      Area area = world.objects().areaAt(va);
      range(va, op.pages());
      aliases(area, area == null ? 0 : (int) (va - area.va() >> shift), op.pages());
    } else if (operation instanceof SetMemoryEncrypted op) {
      range(va, op.pages());
    } else if (operation instanceof KernelMapPages op) {
      range(va, op.pages());
    } else if (operation instanceof FlushTlbKernelRange op) {
      range(va, op.pages());
    } else if (operation instanceof Split op) {
      range(va, op.bytes() >> shift);
    } else if (operation instanceof SetDirectMap op) {
      boolean single =
          op.state() == Operation.DirectMap.INVALID || op.state() == Operation.DirectMap.DEFAULT;
      range(va, single ? 1 : op.pages());
    }
  }

  private void range(long va, long count) {
    if (count > 0) {
      pages.set(world.pages().vpn(va), count, 1);
    }
  }

  private void newArea(int number, int count, Placement placement) {
    areas |= bit(number);
    if (!(placement instanceof Placement.Lent lent)) {
      return;
    }
    blocksUsed |= bit(lent.block());
    if (world.objects().hasBlock(lent.block())) {
      long first = world.objects().blockFirst(lent.block()) + lent.page();
      long span = (count - 1L) * Math.max(1, lent.stride()) + 1;
      pages.set(world.pages().linearVpn(first), span, 1);
    }
  }

  private void area(Area area) {
    if (area != null) {
      range(area.va(), area.pages());
      aliases(area, 0, area.pages());
      blocksUsed |= area.lender() >= 0 ? bit(area.lender()) : 0;
    }
  }

  private void aliases(Area area, int first, int count) {
    int end = area == null ? 0 : Math.min(first + count, area.pages());
    for (int page = first, next; page < end; page = next) {
      long pfn = area.pfns()[page];
      next = page + 1;
      while (next < end && area.pfns()[next] == pfn + (next - page)) {
        next++;
      }
      pages.set(world.pages().linearVpn(pfn), next - page, 1);
    }
  }

  private void block(int number) {
    if (world.objects().hasBlock(number)) {
      long first = world.objects().blockFirst(number);
      pages.set(world.pages().linearVpn(first), world.objects().blockPages(number), 1);
    }
  }

  private void memory(long pa, long bytes) {
    if (bytes > 0 && world.config().hasLinearVa(pa) && world.config().hasLinearVa(pa + bytes - 1)) {
      pages.set(world.pages().linearVpn(pa >>> shift), bytes >>> shift, 1);
    }
  }

  /** Why the two cannot be had at the same time, in one sentence; null if they can. */
  String clash(Footprint other) {
    long both = areas & (other.areas | other.areasUsed) | areasUsed & other.areas;
    if (both != 0) {
      return "both are about A" + Long.numberOfTrailingZeros(both);
    }
    both = blocks & (other.blocks | other.blocksUsed) | blocksUsed & other.blocks;
    if (both != 0) {
      return "both are about B" + Long.numberOfTrailingZeros(both);
    }
    for (long vpn = 0; vpn < world.pages().end(); vpn = pages.runEnd(vpn)) {
      if (pages.get(vpn) != 0 && other.touches(vpn, pages.runEnd(vpn))) {
        return "both are about the same pages";
      }
    }
    return null;
  }

  private boolean touches(long first, long end) {
    return pages.get(first) != 0 || pages.runEnd(first) < end;
  }
}
