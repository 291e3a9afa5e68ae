package io.splitproof.oracle.reference;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.SetDirectMap;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.SetMemory4k;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Split;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;
import io.splitproof.oracle.reference.Expectation.Effect;

/**
 * x86-64's change_page_attr: any kernel address, whatever maps it, page by page; of an area, the
 * pages of the direct map behind it follow, except in what they may execute.
 *
 * <p>{@code set_memory_valid} stands for {@code set_memory_p} and {@code set_memory_np}. An absent
 * page keeps everything else for when it is present again.
 *
 * <p>Source: Linux 7.2 {@code arch/x86/mm/pat/set_memory.c}, change_page_attr_set_clr,
 * cpa_process_alias, __cpa_process_fault, __set_pages_p. Differs on purpose: a negative count, for
 * the kernel nearly 2^64 pages, is an error; every hole of the direct map is skipped, also one
 * after the last page of memory.
 */
final class CpaRules {

  private final World world;
  private final Geometry geometry;
  private final Expectation expected;

  CpaRules(World world, Expectation expected) {
    this.world = world;
    this.geometry = world.geometry();
    this.expected = expected;
  }

  /** An operation at {@code va}; what is not mentioned here changes nothing on x86-64. */
  void expect(Operation operation, long va) {
    if (operation instanceof SetMemory op) {
      setMemory(op.permission(), va, op.pages());
    } else if (operation instanceof SetMemoryValid op) {
      int clear = op.valid() ? 0 : PageState.VALID;
      change(va, op.pages(), clear, op.valid() ? PageState.VALID : 0, true);
    } else if (operation instanceof SetDirectMap op) {
      setDirectMap(op, Geometry.alignDown(va, geometry.pageBytes()));
    } else if (operation instanceof SetMemory4k op) {
      if (change(va, op.pages(), 0, 0, true)) {
        keep(va, op.pages());
      }
    } else if (operation instanceof Split op) {
      split(va, op.bytes());
    } else {
      expected.allow(0, 0, Effect.NONE);
    }
  }

  private void setMemory(Permission permission, long va, int pages) {
    switch (permission) {
      case RO -> change(va, pages, PageState.WRITABLE, 0, true);
      case RW -> change(va, pages, 0, PageState.WRITABLE, true);
      case X -> change(va, pages, 0, PageState.EXECUTABLE, true);
      case NX -> change(va, pages, PageState.EXECUTABLE, 0, true);
      case ROX -> change(va, pages, PageState.WRITABLE, PageState.EXECUTABLE, true);
    }
  }

  /** Present and writable, or absent and read-only; the direct map alone, and no invalidation. */
  private void setDirectMap(SetDirectMap op, long va) {
    int both = PageState.VALID | PageState.WRITABLE;
    switch (op.state()) {
      case INVALID -> change(va, 1, both, 0, false);
      case DEFAULT -> change(va, 1, 0, both, false);
      case VALID_ON -> change(va, op.pages(), 0, both, false);
      case VALID_OFF -> change(va, op.pages(), both, 0, false);
    }
  }

  /**
   * The test interface: leaves that hold any page of the range become pages, and stay it until
   * another call lets them merge.
   */
  private void split(long va, long bytes) {
    long pages = bytes >> geometry.pageShift();
    boolean sane = pages == (int) pages;
    if (change(va, sane ? (int) pages : -1, 0, 0, true) && world.isAlone()) {
      long start = Geometry.alignDown(va, geometry.pageBytes());
      expected.splits(start, start + (pages << geometry.pageShift()));
    }
  }

  /**
   * Every page that there is loses {@code clear} and gains {@code set}, up to the first hole
   * outside the direct map, which is an error.
   *
   * @param aliases whether the direct map behind an area follows
   * @return whether it may succeed, and is about any page
   */
  private boolean change(long va, int pages, int clear, int set, boolean aliases) {
    long start = Geometry.alignDown(va, geometry.pageBytes());
    int warnings = start == va ? 0 : Warning.UNALIGNED.bit();
    if (pages < 0) {
      expected.allow(Outcome.EINVAL, 0, Effect.NONE);
      return false;
    }
    long first = world.pages().vpn(start);
    long there = geometry.inLinearMap(start) ? pages : present(first, pages);
    if (there > 0) {
      expected.change(first, there, clear, set, 0);
      if (aliases && !geometry.inLinearMap(start)) {
        changeAliases(start, (int) there, clear, set);
      }
      expected.allowOnFailure(Outcome.ENOMEM, warnings, Effect.PREFIXES);
    }
    if (there < pages) {
      expected.allow(Outcome.EFAULT, warnings | Warning.CPA_NO_ENTRY.bit(), Effect.ALL);
      return false;
    }
    expected.allow(0, warnings, Effect.ALL);
    return pages > 0;
  }

  /** How many of {@code pages} pages from {@code first} on come before the first hole. */
  private long present(long first, int pages) {
    long end = Math.min(first + pages, world.pages().end());
    long vpn = first;
    while (vpn < end && world.pages().get(vpn) != PageState.HOLE) {
      vpn = world.pages().runs().runEnd(vpn);
    }
    return Math.max(0, Math.min(vpn, end) - first);
  }

  /** Nothing of the direct map is ever executable on account of an area. */
  private void changeAliases(long start, int pages, int clear, int set) {
    int clearBelow = clear & ~PageState.EXECUTABLE;
    int setBelow = set & ~PageState.EXECUTABLE;
    Area area = world.objects().areaAt(start);
    if (area == null || (clearBelow | setBelow) == 0) {
      return;
    }
    int index = (int) (start - area.va() >> geometry.pageShift());
    for (int i = index; i < index + pages; i++) {
      long vpn = world.pages().linearVpn(area.pfns()[i]);
      expected.change(vpn, 1, clearBelow, setBelow, Expectation.PAGEWISE);
    }
  }

  /** From now on the pages of the direct map among these, or behind these, stay pages. */
  private void keep(long va, int pages) {
    long start = Geometry.alignDown(va, geometry.pageBytes());
    Area area = world.objects().areaAt(start);
    expected.onSuccess(
        () -> {
          if (geometry.inLinearMap(start)) {
            world.keepPages(world.pages().vpn(start), pages);
          } else if (area != null) {
            int index = (int) (start - area.va() >> geometry.pageShift());
            for (int i = index; i < index + pages; i++) {
              world.keepPages(world.pages().linearVpn(area.pfns()[i]), 1);
            }
          }
        });
  }
}
