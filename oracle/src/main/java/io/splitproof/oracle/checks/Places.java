package io.splitproof.oracle.checks;

import io.splitproof.oracle.reference.Area;
import io.splitproof.oracle.reference.Frames;
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
      return "; pa " + Long.toHexString(pa) + ", "
          + Frames.describe(world.frames().owner(pa >>> shift));
    }
    Area area = world.objects().areaAt(va);
    return area == null
        ? "; no area"
        : "; area " + area.number() + " page " + (va - area.va() >>> shift) + " of " + area.pages();
  }
}
