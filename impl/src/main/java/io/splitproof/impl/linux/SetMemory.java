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
public class SetMemory {

  /** The kernel whose areas this changes. */
  protected final Kernel kernel;

  /** Changes the entries. */
  protected final PageAttributes attributes;

  private final Geometry geometry;
  private final Areas areas;
  private final AreaSpace space;

  /** Creates what serves set_memory_* on {@code areas}. */
  public SetMemory(Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
    this.kernel = kernel;
    this.geometry = kernel.geometry;
    this.areas = areas;
    this.space = space;
    this.attributes = attributes;
  }

  /** Carries out one call; returns 0 or an errno. */
  public int apply(Permission permission, long addr, int pages) {
    long guarded = kernel.protection.maybeGuarded;
    return switch (permission) {
      case RO -> change(addr, pages, Descriptor.READ_ONLY, Descriptor.DBM);
      case RW -> change(addr, pages, Descriptor.DBM, Descriptor.READ_ONLY);
      case NX -> change(addr, pages, Descriptor.PXN, guarded);
      case X -> change(addr, pages, guarded, Descriptor.PXN);
      case ROX -> readOnlyThenExecutable(addr, pages);
    };
  }

  /** set_memory_4k(): arm64 has no such call. */
  protected int keepPages(long addr, int pages) {
    return 0;
  }

  /** set_memory_rox(): no page is writable and executable on the way. */
  protected int readOnlyThenExecutable(long addr, int pages) {
    int result = apply(Permission.RO, addr, pages);
    return result != 0 ? result : apply(Permission.X, addr, pages);
  }

  /** change_memory_common(): the linear aliases first, then the area. */
  protected int change(long addr, int pages, long set, long clear) {
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
    purgeAliases();
    return changeArea(start, bytes, set, clear);
  }

  /** No other address of an area that went may still lead to the pages. */
  protected void purgeAliases() {
    space.purge();
  }

  /** Changes the entries of the area itself. */
  protected int changeArea(long start, long bytes, long set, long clear) {
    return attributes.change(start, bytes, set, clear);
  }

  /** The range check of the kernel, which takes the guard page for a part of the area. */
  private boolean inside(Area area, long end) {
    return Long.compareUnsigned(end, area.end(geometry.pageShift())) <= 0;
  }

  private static boolean changesWriting(long set, long clear) {
    return set == Descriptor.READ_ONLY || clear == Descriptor.READ_ONLY;
  }

  /** Changes the linear alias of {@code pages} pages of an area, one after the other. */
  protected int changeAliases(Area area, long start, int pages, long set, long clear) {
    int first = (int) (start - area.va() >>> geometry.pageShift());
    int end = pages < 0 ? area.pfns().length + 1 : first + pages;
    for (int i = first; i < end; i++) {
      int result = changeAlias(aliasOf(area, i), set, clear);
      if (result != 0) {
        return result;
      }
    }
    if (pages < 0) {
      kernel.panic("Oops: set_memory walked past the end of pages[] with a negative count");
      return Outcome.EINVAL;
    }
    return 0;
  }

  /** Changes the page of the linear map at {@code va}. */
  protected int changeAlias(long va, long set, long clear) {
    return attributes.change(va, geometry.pageBytes(), set, clear);
  }

  /**
   * page_address(area->pages[i]); past the end of the array lies a null pointer, or what is known.
   * That of a null pointer is an address that nothing is mapped at.
   */
  protected final long aliasOf(Area area, int index) {
    boolean known = index < area.pfns().length;
    return known ? kernel.linearVa(area.pfns()[index]) : geometry.vmallocEnd();
  }
}
