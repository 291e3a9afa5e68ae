package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Operation.Vmap;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Placement;
import io.splitproof.oracle.contract.StateDigest;
import java.util.Arrays;

/**
 * vmalloc, vmap and vfree.
 *
 * <p>Source: Linux 7.2 {@code mm/vmalloc.c}, __vmalloc_node_range, vfree, vm_reset_perms.
 */
public class Areas {

  /** Objects a program may have: numbers below this. */
  static final int NUMBERS = 64;

  /** The kernel whose areas these are. */
  protected final Kernel kernel;

  /** Where they lie, and what is still cached of those that went. */
  protected final AreaSpace space;

  /** Writes their entries. */
  protected final AreaMapper mapper;

  /** Changes the linear aliases of their pages. */
  protected final PageAttributes attributes;

  private final Geometry geometry;
  private final Frames frames;
  private final Area[] areas = new Area[NUMBERS];

  /** Creates a kernel's areas: none. */
  public Areas(
      Kernel kernel,
      AreaSpace space,
      AreaMapper mapper,
      Frames frames,
      PageAttributes attributes) {
    this.kernel = kernel;
    this.geometry = kernel.geometry;
    this.space = space;
    this.mapper = mapper;
    this.frames = frames;
    this.attributes = attributes;
  }

  void reset() {
    Arrays.fill(areas, null);
    space.reset();
  }

  final void digest(StateDigest digest) {
    for (Area area : areas) {
      if (area != null) {
        area.digest(digest);
      }
    }
    digest.add(NUMBERS);
    space.digest(digest);
  }

  /** The area of that number, or null. */
  final Area get(int number) {
    return number >= 0 && number < NUMBERS ? areas[number] : null;
  }

  /** find_vm_area(): the area that {@code va} or its guard page lies in, or null. */
  final Area find(long va) {
    for (Area area : areas) {
      if (area != null && va >= area.va() && va < area.end(geometry.pageShift())) {
        return area;
      }
    }
    return null;
  }

  final int vmalloc(Vmalloc request) {
    if (request.pages() <= 0) {
      return Outcome.EINVAL;
    }
    if (request.pages() > Operation.MAX_AREA_PAGES) {
      return Outcome.ENOMEM;
    }
    long leaf = leafBytes(request);
    boolean lent = request.placement() instanceof Placement.Lent;
    int piece = (int) (leaf >>> geometry.pageShift());
    long[] pfns = frames.take(request.pages(), piece, request.placement());
    if (pfns == null && leaf > geometry.pageBytes()) {
      leaf = geometry.pageBytes();
      pfns = frames.take(request.pages(), 1, request.placement());
    }
    if (pfns == null) {
      return lent ? Outcome.EINVAL : Outcome.ENOMEM;
    }
    boolean exact = request.placement() instanceof Placement.Exact;
    Area area =
        new Area(
            request.area(),
            addressFor(request.placement(), request.pages(), leaf),
            request.pages(),
            pfns,
            request.kind(),
            false,
            request.resetPerms(),
            !lent && !exact);
    return install(area, protection(request.kind()), leaf);
  }

  final int vmap(Vmap request) {
    if (request.pages() <= 0 || request.placement() instanceof Placement.Near) {
      return Outcome.EINVAL;
    }
    if (request.pages() > Operation.MAX_AREA_PAGES) {
      return Outcome.ENOMEM;
    }
    long[] pfns = frames.take(request.pages(), 1, request.placement());
    if (pfns == null) {
      return Outcome.EINVAL;
    }
    long va = addressFor(request.placement(), request.pages(), geometry.pageBytes());
    AreaKind kind = AreaKind.VMALLOC;
    Area area = new Area(request.area(), va, request.pages(), pfns, kind, true, false, false);
    return install(area, kernel.protection.kernel, geometry.pageBytes());
  }

  /** Maps an area, or undoes what was done for it. */
  private int install(Area area, long protection, long leaf) {
    boolean mapped =
        area.va() != 0 && mapper.map(area.va(), area.pages(), area.pfns(), protection, leaf);
    if (!mapped) {
      undo(area);
      return Outcome.ENOMEM;
    }
    areas[area.number()] = area;
    long[] backing = Arrays.copyOf(area.pfns(), area.pages());
    kernel.events().areaMapped(area.number(), area.va(), backing);
    return 0;
  }

  /** Takes back what was mapped of an area, if it got an address at all, and its frames. */
  protected void undo(Area area) {
    if (area.va() != 0) {
      release(area);
    }
    giveBackFrames(area);
  }

  private long leafBytes(Vmalloc request) {
    long page = geometry.pageBytes();
    long bytes = page * request.pages();
    if (request.kind() != AreaKind.HUGE || request.placement() instanceof Placement.Lent) {
      return page;
    }
    long block = geometry.bytes(Geometry.PMD);
    long group = page * geometry.contPtes();
    if (bytes % block == 0) {
      return block;
    }
    return bytes % group == 0 ? group : page;
  }

  private long addressFor(Placement placement, int pages, long leaf) {
    long bytes = bytesWithGuard(pages);
    if (placement instanceof Placement.Exact exact) {
      space.claim(exact.va(), bytes);
      return exact.va();
    }
    long va = space.take(bytes, leaf);
    if (va == 0) {
      kernel.events().allocationFailed(FaultPlan.Scope.ANY);
    }
    return va;
  }

  /** Addresses that an area of so many pages keeps to itself. */
  protected long bytesWithGuard(int pages) {
    return (pages + 1L) << geometry.pageShift();
  }

  /** What the pages of an area may do from the start. */
  protected long protection(AreaKind kind) {
    return switch (kind) {
      case VMALLOC, HUGE -> kernel.protection.kernel;
      case KPROBES -> kernel.protection.kernelRox;
      case EXEC -> kernel.protection.kernelExec;
    };
  }

  /** vfree() or vunmap(): the entries go now, their copies in TLBs whenever it suits. */
  final void free(Area area) {
    areas[area.number()] = null;
    takeDown(area);
  }

  /** Unmaps an area, puts its pages right, and gives them back. */
  protected void takeDown(Area area) {
    unmapLazily(area);
    if (area.resetPerms()) {
      resetPermissions(area);
    }
    giveBackFrames(area);
  }

  /** The addresses of the area lead nowhere any more, except in TLBs. */
  protected final void unmapLazily(Area area) {
    release(area);
    kernel.events().areaUnmapped(area.number());
  }

  private void release(Area area) {
    unmap(area);
    if (kernel.config.debugPagealloc()) {
      kernel.flushRange(area.va(), area.end(geometry.pageShift()));
    }
    space.releaseLazily(area.va());
  }

  /** Clears the entries of an area. */
  protected void unmap(Area area) {
    mapper.unmap(area.va(), area.end(geometry.pageShift()) - area.va());
  }

  /** Its frames go back to the allocator, if it owns them. */
  protected final void giveBackFrames(Area area) {
    if (!area.ownsFrames()) {
      return;
    }
    boolean pieces = area.kind() == AreaKind.HUGE && kernel.frames.isRange(area.pfns());
    if (pieces) {
      frames.giveBackContiguous(area.pfns()[0], area.pages());
    } else {
      frames.giveBack(area.pfns());
    }
  }

  /**
   * vm_reset_perms(): all linear aliases become invalid, one invalidation covers them and every
   * lazily unmapped area, then they become what free memory is. Failures are not looked at.
   */
  protected void resetPermissions(Area area) {
    makeInvalid(area);
    flushAliases(area);
    makeDefault(area);
  }

  /** No linear alias of the area's pages is valid. */
  protected void makeInvalid(Area area) {
    for (int i = 0; i < area.pages(); i++) {
      attributes.directMapInvalid(kernel.linearVa(area.pfns()[i]));
    }
  }

  /** Nothing of the area is cached any more, wherever its pages lie. */
  protected final void flushAliases(Area area) {
    long lowest = -1L;
    long highest = 0;
    for (int i = 0; i < area.pages(); i++) {
      long va = kernel.linearVa(area.pfns()[i]);
      lowest = Long.compareUnsigned(va, lowest) < 0 ? va : lowest;
      long end = va + geometry.pageBytes();
      highest = Long.compareUnsigned(end, highest) > 0 ? end : highest;
    }
    flushAliases(lowest, highest);
  }

  /** One invalidation covers the linear aliases and every area that went. */
  protected void flushAliases(long lowest, long highest) {
    space.purge(lowest, highest, true);
  }

  /** The linear aliases of the area's pages are what free memory is. */
  protected void makeDefault(Area area) {
    for (int i = 0; i < area.pages(); i++) {
      attributes.directMapDefault(kernel.linearVa(area.pfns()[i]));
    }
  }
}
