package io.splitproof.oracle.reference;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Design;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AddMemory;
import io.splitproof.oracle.contract.Operation.ArchRemoveMemory;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.FinalizeCapabilities;
import io.splitproof.oracle.contract.Operation.FlushTlbKernelRange;
import io.splitproof.oracle.contract.Operation.KernelMapPages;
import io.splitproof.oracle.contract.Operation.KfenceInit;
import io.splitproof.oracle.contract.Operation.KfenceProtect;
import io.splitproof.oracle.contract.Operation.MarkRodataRo;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.RemoveMemory;
import io.splitproof.oracle.contract.Operation.SetDirectMap;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.SetMemoryEncrypted;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Operation.VmUnmapAliases;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Operation.Vmap;

/**
 * What each call promises about TLBs, and how much it may invalidate for that: as much as Linux 7.2
 * does.
 *
 * <pre>
 * call                             leaves clean                   pages invalidated
 * set_memory_ro, _rw, _rox         range; aliases if rodata=full; aliases + purge + range,
 *                                  purges                         range again for rox
 * set_memory_x, _nx                range; purges                  purge + range
 * set_memory_valid off             range                          range
 * set_direct_map_valid_noflush off range                          range
 * __kernel_map_pages off           range                          range
 * kfence_protect                   page                           page
 * the last four, on                nothing: what is invalid is    none
 *                                  not cached
 * set_direct_map_invalid_noflush,  nothing: the caller owes it    none
 *   _default_noflush
 * flush_tlb_kernel_range           range                          range
 * set_memory_encrypted, _decrypted range                          range
 * vfree with reset                 area, aliases; purges; before  from the lowest to the highest of
 *                                  frames are given back          area, aliases, lazily unmapped
 * vfree; failed vmalloc, vmap      nothing, until a purge         none
 *   with debug_pagealloc           area                           area
 * vm_unmap_aliases                 purges                         purge
 * hot-add, hot-remove              range                          range
 * finalising, mark_rodata_ro       what it changes                what becomes read-only; for the
 *                                                                 repaint, and where leaves grow
 *                                                                 then, the linear map
 * kfence_init                      what it changes                guard pages
 * </pre>
 *
 * <p>Where leaves grow later, as a {@link Design} that merges lets them, that costs no invalidation
 * of pages: what a TLB has of the smaller leaves says the same. For each table given back the walk
 * caches are invalidated on the way to one address that it was for, and nowhere else.
 *
 * <p>To purge is to invalidate once from the lowest to the highest of what was unmapped lazily,
 * if there is any. A failed call invalidates no more than one that succeeds.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/pageattr.c}, __change_memory_common,
 * change_memory_common; {@code mm/vmalloc.c}, free_unmap_vmap_area, vm_reset_perms,
 * _vm_unmap_aliases; {@code arch/arm64/mm/mmu.c}, update_mapping_prot, __remove_pgd_mapping,
 * linear_map_split_to_ptes.
 */
public final class FlushRules {

  private final World world;
  private final Geometry geometry;

  /** What is different on x86-64; null elsewhere. */
  private final CpaFlushRules cpa;

  /**
   * Pages of areas that were unmapped because making them failed, and that alignment kept free
   * before them: nobody said where.
   */
  private long unplaced;

  private FlushPromise promise;

  /** Lowest and highest address of aliases looked at. */
  private long lowest;

  private long highest;

  FlushRules(World world) {
    this.world = world;
    this.geometry = world.geometry();
    this.cpa = geometry.isX86() ? new CpaFlushRules(world) : null;
  }

  /** Back to the moment after boot. */
  public void reset() {
    unplaced = 0;
  }

  /** Pages unmapped lazily at addresses that nobody knows. */
  public long unplaced() {
    return unplaced;
  }

  /** Makes {@code promise} the one of an operation that is about to begin. */
  public void begin(Operation operation, FlushPromise promise) {
    this.promise = promise;
    promise.clear();
    Address address = Rules.address(operation);
    long va = address == null ? Objects.NOWHERE : world.objects().resolve(address);
    if (va != Objects.NOWHERE) {
      at(operation, va);
    } else if (address == null) {
      elsewhere(operation);
    }
    if (cpa != null) {
      cpa.amend(operation, promise);
    }
  }

  /** The operation that made {@code promise} ended with {@code status}. */
  public void end(Operation operation, FlushPromise promise, int status) {
    if (operation instanceof Vmalloc op && status != 0) {
      boolean aligned = op.kind() == Operation.AreaKind.HUGE;
      long bytes = op.pages() + 1L << geometry.pageShift();
      long room = aligned ? Geometry.alignUp(bytes, geometry.bytes(Geometry.PMD)) : bytes;
      unplaced += room >>> geometry.pageShift();
    } else if (operation instanceof Vmap op && status != 0) {
      unplaced += op.pages() + 1L;
    } else if (status == 0 && promise.purges()) {
      unplaced = 0;
    }
  }

  private void at(Operation operation, long va) {
    if (cpa != null && !(operation instanceof FlushTlbKernelRange)) {
      if (cpa.purges(operation)) {
        purge();
      }
      cpa.at(operation, va, promise);
    } else if (operation instanceof SetMemory op) {
      setMemory(op, va);
    } else if (operation instanceof SetMemoryValid op) {
      turn(va, op.pages(), op.valid());
    } else if (operation instanceof SetDirectMap op) {
      setDirectMap(op, Geometry.alignDown(va, geometry.pageBytes()));
    } else if (operation instanceof FlushTlbKernelRange op) {
      turn(va, op.pages(), false);
    } else if (operation instanceof KernelMapPages op && world.config().debugPagealloc()) {
      turn(Geometry.alignDown(va, geometry.pageBytes()), op.pages(), op.map());
    } else if (operation instanceof SetMemoryEncrypted op
        && world.config().realm()
        && geometry.inLinearMap(va)) {
      turn(va, op.pages(), false);
    }
  }

  private void elsewhere(Operation operation) {
    if (operation instanceof Vfree op && world.objects().area(op.area()) != null) {
      vfree(world.objects().area(op.area()));
    } else if (operation instanceof Vmalloc op) {
      create(op.pages());
    } else if (operation instanceof Vmap op) {
      create(op.pages());
    } else if (operation instanceof VmUnmapAliases) {
      purge();
    } else if (operation instanceof AddMemory op) {
      memory(op.pa(), op.bytes());
    } else if (operation instanceof RemoveMemory op) {
      memory(op.pa(), op.bytes());
    } else if (operation instanceof ArchRemoveMemory op) {
      memory(op.pa(), op.bytes());
    } else if (operation instanceof FinalizeCapabilities && !world.boot().finalized()) {
      finalizeCapabilities();
    } else if (operation instanceof MarkRodataRo
        && world.boot().finalized()
        && !world.boot().rodataMarked()) {
      KernelImage image = world.config().kernel();
      readOnly(image.initEnd(), image.bssStop());
      if (world.design().hidesData() && world.config().rodata() != Rodata.OFF) {
        promise.keepClean(
            world.config().linearVa(image.initEnd()), world.config().linearVa(image.bssStop()));
      }
    } else {
      kfence(operation);
    }
  }

  /** A range becomes valid, which needs nothing, or invalid. */
  private void turn(long va, int pages, boolean valid) {
    if (pages < 0) {
      promise.noLimit();
    } else if (!valid) {
      long end = va + ((long) pages << geometry.pageShift());
      promise.mayInvalidate(va, end);
      promise.keepClean(va, end);
    }
  }

  private void setDirectMap(SetDirectMap op, long va) {
    if (!world.boot().changeable()) {
      return;
    }
    if (op.state() == DirectMap.INVALID || op.state() == DirectMap.DEFAULT) {
      promise.owe(va, va + geometry.pageBytes());
    } else {
      turn(va, op.pages(), op.state() == DirectMap.VALID_ON);
    }
  }

  private void setMemory(SetMemory op, long va) {
    Area area = world.objects().areaAt(va);
    if (area == null || !area.changeable()) {
      return;
    }
    if (op.pages() <= 0) {
      if (op.pages() < 0) {
        promise.noLimit();
      }
      return;
    }
    long start = Geometry.alignDown(va, geometry.pageBytes());
    long end = start + ((long) op.pages() << geometry.pageShift());
    Permission permission = op.permission();
    boolean writing = permission != Permission.X && permission != Permission.NX;
    if (writing && world.config().rodata() == Rodata.FULL) {
      aliases(area, start - area.va() >> geometry.pageShift(), op.pages());
      promise.mayInvalidate(op.pages(), lowest, highest);
    }
    purge();
    promise.mayInvalidate(start, end);
    if (permission == Permission.ROX) {
      promise.mayInvalidate(start, end);
    }
    promise.keepClean(start, end);
  }

  /** Linear aliases of the pages of an area are left clean. */
  private void aliases(Area area, long first, long count) {
    lowest = Long.MAX_VALUE;
    highest = Long.MIN_VALUE;
    long last = Math.min(first + count, area.pages());
    for (long page = first; page < last; page++) {
      long alias = world.config().linearVa(area.pfns()[(int) page] << geometry.pageShift());
      lowest = Math.min(lowest, alias);
      highest = Math.max(highest, alias + geometry.pageBytes());
      promise.keepClean(alias, alias + geometry.pageBytes());
    }
  }

  private void vfree(Area area) {
    promise.unmapArea();
    long end = area.end(geometry.pageShift());
    boolean unmapsFree = world.config().debugPagealloc();
    if (unmapsFree) {
      promise.mayInvalidate(area.va(), end);
    }
    if (!unmapsFree && !area.resetPerms()) {
      promise.leaveUnmappedAreas();
      return;
    }
    promise.keepClean(area.va(), end);
    promise.keepBeforeFreeing();
    if (area.resetPerms()) {
      promise.purge();
      aliases(area, 0, area.pages());
      lowest = Math.min(lowest, Math.min(area.va(), lowestUnmapped()));
      highest = Math.max(highest, Math.max(end, highestUnmapped()));
      promise.mayInvalidate(lowest, highest);
    }
  }

  /** What was mapped before it failed is unmapped as vfree does it. */
  private void create(int pages) {
    promise.unmapArea();
    if (!world.config().debugPagealloc()) {
      promise.leaveUnmappedAreas();
    } else {
      promise.mayInvalidate(pages + 1L, geometry.vmallocStart(), geometry.vmallocEnd());
    }
  }

  private void purge() {
    promise.purge();
    if (highestUnmapped() > lowestUnmapped()) {
      promise.mayInvalidate(lowestUnmapped(), highestUnmapped());
    }
  }

  private long lowestUnmapped() {
    return unplaced > 0 ? geometry.vmallocStart() : world.lazy().lowest();
  }

  /** The lowest place that is free is taken first, which says how high what failed can be. */
  private long highestUnmapped() {
    if (unplaced == 0) {
      return world.lazy().highest();
    }
    long top = Math.max(geometry.vmallocStart(), world.lazy().highest());
    long taken = Math.max(top, world.objects().highestArea());
    long block = geometry.bytes(Geometry.PMD);
    return Geometry.alignUp(taken, block) + block + (unplaced << geometry.pageShift());
  }

  private void memory(long pa, long bytes) {
    if (bytes > 0 && world.config().hasLinearVa(pa) && world.config().hasLinearVa(pa + bytes - 1)) {
      long va = world.config().linearVa(pa);
      promise.mayInvalidate(va, va + bytes);
      promise.keepClean(va, va + bytes);
    }
  }

  private void finalizeCapabilities() {
    if (world.boot().finalizingRepaints() || world.boot().finalizingCollapses()) {
      promise.mayInvalidate(geometry.linearStart(), geometry.linearEnd());
    }
    KernelImage image = world.config().kernel();
    readOnly(image.text(), image.initBegin());
  }

  private void readOnly(long pa, long end) {
    if (world.config().rodata() != Rodata.OFF) {
      promise.mayInvalidate(world.config().linearVa(pa), world.config().linearVa(end));
    }
  }

  private void kfence(Operation operation) {
    Objects objects = world.objects();
    if (operation instanceof KfenceProtect op) {
      if (op.page() >= 0 && op.page() < objects.kfencePages()) {
        long pfn = objects.kfenceFirst() + op.page();
        turn(world.config().linearVa(pfn << geometry.pageShift()), 1, !op.protect());
      }
    } else if (operation instanceof KfenceInit
        && world.config().kfence() == Kfence.LATE
        && !objects.hasKfence()) {
      int guards = geometry.kfencePages() / 2 + 1;
      promise.mayInvalidate(guards, geometry.linearStart(), geometry.linearEnd());
    }
  }
}
