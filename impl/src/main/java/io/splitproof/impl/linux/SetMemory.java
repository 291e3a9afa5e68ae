package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;

/**
 * set_memory_ro, _rw, _x, _nx and _rox on vmalloc areas, with their linear aliases.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/pageattr.c}, change_memory_common.
 */
class SetMemory {

  private static final long BYTES_PER_STRUCT_PAGE = 64;

  private final Kernel kernel;
  private final Geometry geometry;
  private final Areas areas;
  private final AreaSpace space;
  private final PageAttributes attributes;

  SetMemory(Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
    this.kernel = kernel;
    this.geometry = kernel.geometry;
    this.areas = areas;
    this.space = space;
    this.attributes = attributes;
  }

  /** Carries out one call; returns 0 or an errno. */
  final int apply(Permission permission, long addr, int pages) {
    long guarded = kernel.protection.maybeGuarded;
    return switch (permission) {
      case RO -> change(addr, pages, Descriptor.READ_ONLY, Descriptor.DBM);
      case RW -> change(addr, pages, Descriptor.DBM, Descriptor.READ_ONLY);
      case NX -> change(addr, pages, Descriptor.PXN, guarded);
      case X -> change(addr, pages, guarded, Descriptor.PXN);
      case ROX -> {
        int result = change(addr, pages, Descriptor.READ_ONLY, Descriptor.DBM);
        yield result != 0 ? result : change(addr, pages, guarded, Descriptor.PXN);
      }
    };
  }

  private int change(long addr, int pages, long set, long clear) {
    long bytes = geometry.pageBytes() * pages;
    long start = Geometry.alignDown(addr, geometry.pageBytes());
    if (start != addr) {
      kernel.warn(Warning.UNALIGNED);
    }
    Area area = areas.find(addr);
    if (area == null || !inside(area, start + bytes) || !area.isChangeable()) {
      return Outcome.EINVAL;
    }
    if (pages == 0) {
      return 0;
    }
    if (changesWriting(set, clear) && kernel.rodataFull()) {
      int result = changeAliases(area, start, pages, set, clear);
      if (result != 0) {
        return result;
      }
    }
    space.purge();
    return attributes.change(start, bytes, set, clear);
  }

  /** The range check of the kernel, which takes the guard page for a part of the area. */
  boolean inside(Area area, long end) {
    return Long.compareUnsigned(end, area.end(geometry.pageShift())) <= 0;
  }

  private static boolean changesWriting(long set, long clear) {
    return set == Descriptor.READ_ONLY || clear == Descriptor.READ_ONLY;
  }

  private int changeAliases(Area area, long start, int pages, long set, long clear) {
    int first = (int) (start - area.va() >>> geometry.pageShift());
    if (pages < 0) {
      kernel.panic("Oops: set_memory walked past the end of pages[] with a negative count");
      return Outcome.EINVAL;
    }
    for (int i = first; i < first + pages; i++) {
      int result = attributes.change(aliasOf(area, i), geometry.pageBytes(), set, clear);
      if (result != 0) {
        return result;
      }
    }
    return 0;
  }

  /**
   * page_address(area->pages[i]); past the end of the array lies a null pointer, or what is
   * known.
   */
  private long aliasOf(Area area, int index) {
    if (index < area.pfns().length) {
      return kernel.linearVa(area.pfns()[index]);
    }
    long structPages = (1L << geometry.vaBits() - 1 - geometry.pageShift()) * BYTES_PER_STRUCT_PAGE;
    long vmemmapStart = -(1L << 30) - structPages;
    long pageIndex = Long.divideUnsigned(-vmemmapStart, BYTES_PER_STRUCT_PAGE);
    return geometry.linearStart() + (pageIndex << geometry.pageShift());
  }
}
