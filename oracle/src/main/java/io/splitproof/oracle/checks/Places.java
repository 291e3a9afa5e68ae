package io.splitproof.oracle.checks;

import io.splitproof.oracle.reference.Area;
import io.splitproof.oracle.reference.Frames;
import io.splitproof.oracle.reference.Objects;
import io.splitproof.oracle.reference.PageState;
import io.splitproof.oracle.reference.World;

/** What kind of page an address is, in a word that stays the same from run to run. */
final class Places {

  private final World world;

  Places(World world) {
    this.world = world;
  }

  /** linear, area, guard or hole. */
  String of(long va) {
    if (world.geometry().inLinearMap(va)) {
      boolean hole = world.pages().get(world.pages().vpn(va)) == PageState.HOLE;
      return hole ? "hole" : "linear";
    }
    Area area = world.objects().areaAt(va);
    if (area == null) {
      return "hole";
    }
    long page = va - area.va() >>> world.geometry().pageShift();
    return page == area.pages() ? "guard" : "area";
  }

  /** A clause on whose page it is, for people. */
  String aliases(long va) {
    int shift = world.geometry().pageShift();
    if (world.geometry().inLinearMap(va)) {
      long pa = world.config().linearPa(va);
      return "; pa " + Long.toHexString(pa) + ", " + owner(pa >>> shift);
    }
    Area area = world.objects().areaAt(va);
    return area == null
        ? "; no area"
        : "; A" + area.number() + "[" + (va - area.va() >>> shift) + "] of " + area.pages()
            + " pages";
  }

  /** Whose frame {@code pfn} is, as programs name it: {@code B0[3]}, {@code A1[0]}, or a word. */
  String owner(long pfn) {
    int owner = world.frames().owner(pfn);
    for (int number = 0; number < Objects.LIMIT; number++) {
      if (owner == Frames.block(number)) {
        return "B" + number + "[" + (pfn - world.objects().blockFirst(number)) + "]";
      } else if (owner == Frames.area(number)) {
        int page = pageOf(world.objects().area(number), pfn);
        return "A" + number + (page < 0 ? "" : "[" + page + "]");
      }
    }
    return Frames.describe(owner);
  }

  /** Which page of {@code area} frame {@code pfn} is behind; -1 if none, or there is no area. */
  static int pageOf(Area area, long pfn) {
    for (int page = 0; area != null && page < area.pages(); page++) {
      if (area.pfns()[page] == pfn) {
        return page;
      }
    }
    return -1;
  }
}
