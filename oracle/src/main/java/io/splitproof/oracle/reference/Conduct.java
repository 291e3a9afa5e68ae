package io.splitproof.oracle.reference;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Address.Base;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.Access;
import io.splitproof.oracle.contract.Operation.AllocPages;
import io.splitproof.oracle.contract.Operation.ArchRemoveMemory;
import io.splitproof.oracle.contract.Operation.FlushTlbKernelRange;
import io.splitproof.oracle.contract.Operation.FreePages;
import io.splitproof.oracle.contract.Operation.KernelMapPages;
import io.splitproof.oracle.contract.Operation.KfenceInit;
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
 * The contract the kernel relies on: what clients that know what they own, and that leave things as
 * they found them, never do. Naming an object that is not there is harmless.
 */
final class Conduct {

  private final World world;
  private final Objects objects;
  private final Geometry geometry;
  private final int shift;

  Conduct(World world) {
    this.world = world;
    this.objects = world.objects();
    this.geometry = world.geometry();
    this.shift = geometry.pageShift();
  }

  /**
   * Why the operation is about nothing, in one sentence: no caller can do that; null if it is
   * not.
   */
  String absence(Operation operation) {
    if (operation instanceof Access op && !AccessRules.isOnline(world, op.cpu())) {
      return "there is no CPU " + op.cpu();
    }
    Address address = Rules.address(operation);
    if (address != null) {
      return objects.resolve(address) == Objects.NOWHERE ? absence(address) : null;
    }
    if (operation instanceof Vfree op) {
      return objects.area(op.area()) == null ? "there is no A" + op.area() : null;
    } else if (operation instanceof FreePages op) {
      return objects.hasBlock(op.block()) ? null : "there is no B" + op.block();
    } else if (operation instanceof Vmalloc op) {
      return objects.area(op.area()) == null ? null : "A" + op.area() + " is there already";
    } else if (operation instanceof Vmap op) {
      return objects.area(op.area()) == null ? null : "A" + op.area() + " is there already";
    } else if (operation instanceof AllocPages op) {
      return objects.hasBlock(op.block()) ? "B" + op.block() + " is there already" : null;
    }
    return null;
  }

  private String absence(Address address) {
    if (isDead(address)) {
      return "there is no " + (address.base() == Base.BLOCK ? "B" : "A") + address.object();
    }
    return address.base() == Base.BACKING
        ? "the area has no such page"
        : "the linear map does not reach there";
  }

  /** Why a well-behaved client would not do this now, in one sentence; null if it might. */
  String objection(Operation operation) {
    Address address = Rules.address(operation);
    if (address != null) {
      boolean nothing = objects.resolve(address) == Objects.NOWHERE && isDead(address);
      return nothing ? null : aboutAddress(operation, address);
    }
    if (operation instanceof Vmalloc op) {
      return objects.area(op.area()) != null ? null : aboutNew(op.pages(), op.placement());
    } else if (operation instanceof Vmap op) {
      return objects.area(op.area()) != null ? null : aboutVmap(op);
    } else if (operation instanceof AllocPages op) {
      return objects.hasBlock(op.block()) ? null : aboutAlloc(op.pages(), op.placement());
    } else if (operation instanceof Vfree op) {
      return aboutVfree(objects.area(op.area()));
    } else if (operation instanceof FreePages op) {
      return aboutFree(op.block());
    } else if (operation instanceof RemoveMemory op) {
      return aboutRemoval(op.pa(), op.bytes());
    } else if (operation instanceof ArchRemoveMemory) {
      return "only the offline check may call arch_remove_memory";
    } else if (operation instanceof KfenceProtect op) {
      boolean inside = op.page() >= 0 && op.page() < geometry.kfencePages();
      return inside || !objects.hasKfence() ? null : "the page is not in the kfence pool";
    } else if (operation instanceof KfenceInit op) {
      return aboutPool(op.placement());
    }
    return null;
  }

  /** Source: Linux 7.2 {@code mm/kfence/core.c}, param_set_sample_interval: not while booting. */
  private String aboutPool(Placement placement) {
    if (placement instanceof Placement.Lent) {
      return "the pool is not made of lent frames";
    }
    boolean early = !world.boot().finalized() && world.config().kfence() == Kfence.LATE;
    return early ? "KFENCE starts late only once the system runs" : null;
  }

  private boolean isDead(Address address) {
    return switch (address.base()) {
      case AREA, BACKING -> objects.area(address.object()) == null;
      case BLOCK -> !objects.hasBlock(address.object());
      case PHYSICAL -> false;
    };
  }

  private String aboutAddress(Operation operation, Address address) {
    if (operation instanceof SetMemory op) {
      return geometry.isX86() && address.base() == Base.BLOCK
          ? aboutLinear(address, op.pages())
          : aboutSetMemory(op, address);
    } else if (operation instanceof SetMemory4k op) {
      return address.base() == Base.AREA
          ? aboutArea(address, op.pages())
          : aboutLinear(address, op.pages());
    } else if (operation instanceof SetMemoryValid op) {
      return world.boot().changeable()
          ? aboutLinear(address, op.pages())
          : "the linear map of this machine cannot be changed";
    } else if (operation instanceof SetDirectMap op) {
      return switch (op.state()) {
        case INVALID, DEFAULT -> aboutLinear(address, 1);
        case VALID_ON, VALID_OFF -> aboutLinear(address, op.pages());
      };
    } else if (operation instanceof SetMemoryEncrypted op) {
      return aboutLinear(address, op.pages());
    } else if (operation instanceof FlushTlbKernelRange op) {
      return address.base() == Base.AREA
          ? "what set_memory_* changes in an area it flushes itself"
          : aboutLinear(address, op.pages());
    } else if (operation instanceof KernelMapPages op) {
      return world.config().debugPagealloc()
          ? aboutLinear(address, op.pages())
          : "only debug_pagealloc calls __kernel_map_pages";
    } else if (operation instanceof Split op) {
      boolean whole = (op.bytes() & (geometry.pageBytes() - 1)) == 0;
      return whole ? aboutLinear(address, op.bytes() >> shift) : "a split is of whole pages";
    }
    return null;
  }

  private String aboutSetMemory(SetMemory op, Address address) {
    return aboutArea(address, op.pages());
  }

  private String aboutArea(Address address, int pages) {
    Area area = objects.area(address.object());
    if (address.base() != Address.Base.AREA || area == null || !area.changeable()) {
      return "set_memory_* is for vmalloc areas without huge pages";
    }
    return aboutRange(address.offset(), pages, area.pages());
  }

  /**
   * The linear alias of frames that the program owns. An area's pages lie anywhere, so there it is
   * one page at a time; a block's pages are nobody's while they are lent.
   */
  private String aboutLinear(Address address, long pages) {
    switch (address.base()) {
      case BLOCK -> {
        int block = address.object();
        String objection = aboutRange(address.offset(), pages, objects.blockPages(block));
        if (objection != null) {
          return objection;
        }
        long pfn = objects.blockFirst(block) + (address.offset() >> shift);
        return objects.isLent(pfn, pages) ? "some of the pages are lent to an area" : null;
      }
      case BACKING -> {
        Area area = objects.area(address.object());
        if (area.vmap()) {
          return "the pages of a vmap area belong to somebody else";
        }
        String objection = aboutRange(address.offset(), pages, area.pages());
        return objection == null && pages > 1 ? "pages of an area are not neighbours" : objection;
      }
      default -> {
        return "the program does not own those frames";
      }
    }
  }

  private String aboutRange(long offset, long pages, long available) {
    if ((offset & (geometry.pageBytes() - 1)) != 0) {
      return "the address is not page-aligned";
    }
    if (pages < 1) {
      return "there are no pages in the range";
    }
    long first = offset >> shift;
    return first < 0 || first + pages > available ? "the range leaves the object" : null;
  }

  private String aboutVmap(Vmap op) {
    return op.placement() instanceof Placement.Near
        ? "vmap is over pages somebody has"
        : aboutNew(op.pages(), op.placement());
  }

  private String aboutAlloc(int pages, Placement placement) {
    return placement instanceof Placement.Lent
        ? "lent frames are not allocated"
        : aboutNew(pages, placement);
  }

  private String aboutNew(int pages, Placement placement) {
    if (pages < 1) {
      return "there are no pages in the request";
    }
    if (!(placement instanceof Placement.Lent lent) || !objects.hasBlock(lent.block())) {
      return null;
    }
    long stride = Math.max(1, lent.stride());
    if (lent.page() < 0
        || lent.page() + (pages - 1) * stride >= objects.blockPages(lent.block())) {
      return "the block does not have those pages";
    }
    long first = objects.blockFirst(lent.block()) + lent.page();
    if (objects.isLent(first, (pages - 1) * stride + 1)) {
      return "some of the pages are lent already";
    }
    return isDefault(first, (pages - 1) * stride + 1) ? null : "pages are lent as they were taken";
  }

  /**
   * vfree puts right what set_memory_* and single-page direct-map calls changed, if the area asked
   * for that and if it can; what is shared with the host it does not take back.
   */
  private String aboutVfree(Area area) {
    if (area == null) {
      return null;
    }
    boolean resets =
        area.resetPerms()
            && world.boot().changeable()
            && world.boot().split() != Boot.Split.REFUSED;
    for (long pfn : area.pfns()) {
      int state = world.pages().get(world.pages().linearVpn(pfn));
      boolean shared = (state & PageState.SHARED) != 0;
      if (shared || !resets && state != world.linearDefault()) {
        return "a page behind the area is not as it was taken, and vfree will not put it right";
      }
    }
    return null;
  }

  private String aboutFree(int block) {
    if (!objects.hasBlock(block)) {
      return null;
    }
    long first = objects.blockFirst(block);
    long pages = objects.blockPages(block);
    if (objects.isLent(first, pages)) {
      return "some of the pages are lent to an area";
    }
    return isDefault(first, pages) ? null : "pages are given back as they were taken";
  }

  private boolean isDefault(long pfn, long pages) {
    PageRuns runs = world.pages().runs();
    long vpn = world.pages().linearVpn(pfn);
    return runs.get(vpn) == world.linearDefault() && runs.runEnd(vpn) >= vpn + pages;
  }

  private String aboutRemoval(long pa, long bytes) {
    long pages = bytes >> shift;
    if (pa < 0 || pages < 1) {
      return null;
    }
    for (long pfn = pa >> shift; pfn < (pa >> shift) + pages; pfn = world.frames().ownerEnd(pfn)) {
      if (world.frames().owner(pfn) > Frames.TABLE) {
        return "some of the memory is in use";
      }
    }
    return null;
  }
}
