package io.splitproof.oracle.reference;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;
import io.splitproof.oracle.reference.Boot.Split;
import io.splitproof.oracle.reference.Expectation.Effect;

/**
 * {@code set_memory_ro}, {@code _rw}, {@code _x}, {@code _nx} and {@code _rox}: pages of one
 * vmalloc area, and with rodata=full, for ro and rw, first the linear alias of each page, in order.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/pageattr.c}, change_memory_common. Differs on purpose:
 * the guard page is not part of an area, and a negative count is an error.
 */
final class SetMemoryRules {

  private final World world;
  private final Geometry geometry;
  private final Expectation expected;

  SetMemoryRules(World world, Expectation expected) {
    this.world = world;
    this.geometry = world.geometry();
    this.expected = expected;
  }

  void expect(SetMemory op, long va) {
    long start = Geometry.alignDown(va, geometry.pageBytes());
    int warnings = start == va ? 0 : Warning.UNALIGNED.bit();
    Area area = world.objects().areaAt(va);
    if (area == null || !area.changeable()) {
      expected.allow(Outcome.EINVAL, warnings, Effect.NONE);
      return;
    }
    int index = (int) (start - area.va() >> geometry.pageShift());
    if (op.pages() == 0) {
      expected.allow(0, warnings, Effect.NONE);
      if (index == area.pages()) {
        expected.allow(Outcome.EINVAL, warnings, Effect.NONE);
      }
      return;
    }
    if (op.pages() < 0 || (long) index + op.pages() > area.pages()) {
      expected.allow(Outcome.EINVAL, warnings, Effect.NONE);
      explain(op.pages(), index, area.pages());
      return;
    }
    inside(op.permission(), area, index, op.pages(), warnings);
  }

  private void explain(int pages, int index, int areaPages) {
    if (pages < 0) {
      expected.remark(
          "negative-count", "The range check of set_memory_* lets a negative count through.");
    } else if ((long) index + pages == areaPages + 1L) {
      expected.remark(
          "guard",
          "The range check of set_memory_* admits the guard page: the size of an area counts it,"
              + " but it has no backing page and must stay unmapped.");
    }
  }

  private void inside(Permission permission, Area area, int index, int pages, int warnings) {
    Split split = world.boot().split();
    if (split == Split.REFUSED) {
      expected.allow(Outcome.EBUSY, warnings | RangeRules.REFUSED, Effect.NONE);
      return;
    }
    boolean write = permission != Permission.X && permission != Permission.NX;
    if (write) {
      boolean writable = permission == Permission.RW;
      int clear = writable ? 0 : PageState.WRITABLE;
      int set = writable ? PageState.WRITABLE : 0;
      if (world.config().rodata() == Rodata.FULL) {
        changeAliases(area, index, pages, clear, set);
      }
      changeArea(area, index, pages, clear, set);
    }
    int guarded = world.config().bti() ? PageState.GUARDED : 0;
    if (permission == Permission.X || permission == Permission.ROX) {
      changeArea(area, index, pages, 0, PageState.EXECUTABLE | guarded);
    } else if (permission == Permission.NX) {
      changeArea(area, index, pages, PageState.EXECUTABLE | guarded, 0);
    }
    expected.allow(0, warnings, Effect.ALL);
    if (split == Split.POSSIBLE) {
      int failed = warnings | world.failedAllocation();
      expected.allowOnFailure(Outcome.ENOMEM, failed, Effect.PREFIX);
    }
  }

  private void changeAliases(Area area, int index, int pages, int clear, int set) {
    for (int i = index; i < index + pages; i++) {
      long vpn = world.pages().linearVpn(area.pfns()[i]);
      expected.change(vpn, 1, clear, set, Expectation.PAGEWISE);
    }
  }

  private void changeArea(Area area, int index, int pages, int clear, int set) {
    expected.change(world.pages().vpn(area.va()) + index, pages, clear, set, 0);
  }
}
