package io.splitproof.oracle.reference;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Placement;

/**
 * Takes over where the judged put things. Whether it was allowed to put them there is answered with
 * a complaint in words without numbers, or null.
 *
 * <p>An allocator that gives out what a misbehaving client freed under somebody is not to blame, so
 * ownership is judged only as long as clients behave.
 */
public final class Announcements {

  private final World world;
  private final Geometry geometry;
  private final Expectation expected;
  private final KfenceRules kfence;
  private Operation operation;
  private boolean announced;
  private String lost;

  Announcements(World world, Expectation expected, KfenceRules kfence) {
    this.world = world;
    this.geometry = world.geometry();
    this.expected = expected;
    this.kfence = kfence;
  }

  void begin(Operation operation) {
    this.operation = operation;
    announced = false;
    lost = null;
  }

  /** The operation has succeeded; nobody may own memory that goes with it. */
  void ending() {
    if (operation instanceof Operation.RemoveMemory op && world.wellBehaved()) {
      long first = op.pa() >>> geometry.pageShift();
      long pages = op.bytes() >>> geometry.pageShift();
      int owner = world.frames().otherOwner(first, pages, Frames.FREE, Frames.FREE);
      lost = owner < 0 ? null : "memory removed that belongs to: " + Frames.describe(owner);
    }
  }

  /** Whether the operation announced a new object. */
  boolean announced() {
    return announced;
  }

  /** Area number {@code number} exists at {@code va} over {@code pfns}. */
  public String areaMapped(int number, long va, long[] pfns) {
    Placement placement;
    int pages;
    if (operation instanceof Operation.Vmalloc vmalloc && vmalloc.area() == number) {
      placement = vmalloc.placement();
      pages = vmalloc.pages();
    } else if (operation instanceof Operation.Vmap vmap && vmap.area() == number) {
      placement = vmap.placement();
      pages = vmap.pages();
    } else {
      return "an area nobody asked for";
    }
    if (announced || world.objects().area(number) != null || pages != pfns.length) {
      return "an area of another size, or twice";
    }
    announced = true;
    return install(newArea(number, va, pfns.clone(), placement), placement);
  }

  private Area newArea(int number, long va, long[] pfns, Placement placement) {
    int lender = placement instanceof Placement.Lent lent ? lent.block() : -1;
    boolean owns = placement instanceof Placement.Near;
    return operation instanceof Operation.Vmalloc vmalloc
        ? new Area(number, va, pfns, vmalloc.kind(), false, vmalloc.resetPerms(), lender, owns)
        : new Area(number, va, pfns, AreaKind.VMALLOC, true, false, lender, false);
  }

  private String install(Area area, Placement placement) {
    boolean exact = placement instanceof Placement.Exact;
    String complaint = exact ? null : complaintAboutAddress(area);
    String aboutFrames = exact ? null : takeFrames(area, placement);
    world.objects().putArea(area);
    long vpn = world.pages().vpn(area.va());
    expected.change(vpn, area.pages(), 0, world.initialState(area.kind()), Expectation.ASSIGN);
    if (area.ownsFrames() && world.config().debugPagealloc()) {
      for (long pfn : area.pfns()) {
        long linear = world.pages().linearVpn(pfn);
        expected.change(linear, 1, 0, world.validBits(), Expectation.PAGEWISE);
      }
    }
    return complaint != null ? complaint : aboutFrames;
  }

  private String complaintAboutAddress(Area area) {
    long start = area.va();
    long end = area.end(geometry.pageShift());
    if ((start & (geometry.pageBytes() - 1)) != 0) {
      return "an area that is not page-aligned";
    }
    if (start < geometry.vmallocStart() || end > geometry.vmallocEnd() || end <= start) {
      return "an area outside the vmalloc range";
    }
    if (world.objects().areaIn(start, end) != null) {
      return "an area that overlaps another, guard pages counted";
    }
    return world.lazy().overlaps(start, end)
        ? "an area at addresses whose TLB invalidation is still to come"
        : null;
  }

  private String takeFrames(Area area, Placement placement) {
    if (placement instanceof Placement.Lent lent) {
      return complaintAboutLent(area, lent);
    }
    String complaint = null;
    long[] pfns = area.pfns();
    for (int first = 0, next; first < pfns.length; first = next) {
      next = first + 1;
      while (next < pfns.length && pfns[next] == pfns[next - 1] + 1) {
        next++;
      }
      String owner = world.frames().take(pfns[first], next - first, Frames.area(area.number()));
      complaint = complaint == null ? owner : complaint;
    }
    return blame("an area", complaint);
  }

  private String complaintAboutLent(Area area, Placement.Lent lent) {
    long next = world.objects().blockFirst(lent.block()) + lent.page();
    for (long pfn : area.pfns()) {
      if (pfn != next) {
        return "an area on other frames than those it was lent";
      }
      next += Math.max(1, lent.stride());
    }
    return null;
  }

  /** Area number {@code number} is gone from the tables. */
  public String areaUnmapped(int number) {
    Area area = world.objects().area(number);
    boolean asked = operation instanceof Operation.Vfree vfree && vfree.area() == number;
    if (area == null || !asked) {
      return "an area unmapped that nobody wanted to be";
    }
    world.lazy().add(area.va(), area.end(geometry.pageShift()));
    world.objects().removeArea(number);
    return null;
  }

  /** Block number {@code number} is [{@code pfn}, {@code pfn + pages}). */
  public String blockTaken(int number, long pfn, long pages) {
    if (!(operation instanceof Operation.AllocPages alloc)
        || alloc.block() != number
        || alloc.pages() != pages
        || announced) {
      return "a block nobody asked for";
    }
    announced = true;
    world.objects().putBlock(number, pfn, pages);
    if (alloc.placement() instanceof Placement.Exact) {
      return null;
    }
    becomeValid(pfn, pages);
    return blame("a block", world.frames().take(pfn, pages, Frames.block(number)));
  }

  private void becomeValid(long pfn, long pages) {
    if (world.config().debugPagealloc()) {
      expected.change(world.pages().linearVpn(pfn), pages, 0, world.validBits(), 0);
    }
  }

  /** The KFENCE pool is [{@code pfn}, {@code pfn + pages}). */
  public String kfencePool(long pfn, long pages) {
    if (!(operation instanceof Operation.KfenceInit init) || announced) {
      return "a kfence pool nobody asked for";
    }
    announced = true;
    world.objects().putKfence(pfn, pages);
    kfence.placed(pfn);
    if (init.placement() instanceof Placement.Exact) {
      return null;
    }
    if (pages != geometry.kfencePages() || pfn % geometry.kfencePages() != 0) {
      return "a kfence pool of the wrong size or alignment";
    }
    return blame("the kfence pool", world.frames().take(pfn, pages, Frames.KFENCE));
  }

  /** Frames went back to the allocator. Creators may give back what they never announced. */
  public String framesFreed(long pfn, long pages) {
    int owner = owner();
    int other = world.frames().otherOwner(pfn, pages, owner, Frames.FREE);
    boolean twice = world.frames().owner(pfn) == Frames.FREE && isFreeing();
    if (other < 0) {
      world.frames().give(pfn, pages, Frames.FREE);
    }
    if (!isFreeing() && world.config().debugPagealloc()) {
      world.pages().change(world.pages().linearVpn(pfn), pages, world.validBits(), 0);
    }
    if (!world.wellBehaved()) {
      return null;
    }
    return other >= 0
        ? "frames given back that belong to: " + Frames.describe(other)
        : twice ? "frames given back twice" : null;
  }

  private int owner() {
    if (operation instanceof Operation.Vfree vfree) {
      return Frames.area(vfree.area());
    }
    return operation instanceof Operation.FreePages free ? Frames.block(free.block()) : Frames.FREE;
  }

  private boolean isFreeing() {
    return operation instanceof Operation.Vfree || operation instanceof Operation.FreePages;
  }

  /** The frame at {@code pfn} became a table. */
  public String tableAllocated(long pfn) {
    String owner = world.frames().take(pfn, 1, Frames.TABLE);
    if (world.config().debugPagealloc()) {
      world.pages().change(world.pages().linearVpn(pfn), 1, 0, world.validBits());
    }
    return blame("a table", owner);
  }

  /** The table at {@code pfn} went back to the allocator. */
  public String tableFreed(long pfn) {
    if (world.frames().owner(pfn) != Frames.TABLE) {
      return "a table freed that is none";
    }
    world.frames().give(pfn, 1, Frames.FREE);
    if (world.config().debugPagealloc()) {
      world.pages().change(world.pages().linearVpn(pfn), 1, world.validBits(), 0);
    }
    return null;
  }

  /** [{@code start}, {@code end}) was invalidated in all TLBs. */
  public void invalidated(long start, long end) {
    world.lazy().invalidated(start, end);
  }

  /** What is left to complain about once an operation has succeeded. */
  String complaintAtEnd() {
    if (lost != null) {
      return lost;
    }
    if (operation instanceof Operation.Vfree vfree && world.objects().area(vfree.area()) != null) {
      return "an area that was never unmapped";
    }
    return expected.missesSplit(world) ? "a leaf across an end of what was split" : null;
  }

  private String blame(String what, String owner) {
    return owner == null || !world.wellBehaved() ? null : what + " on frames of: " + owner;
  }
}
