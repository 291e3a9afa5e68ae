package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AllocPages;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.FreePages;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Operation.Vmap;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Placement;
import io.splitproof.oracle.reference.Boot.Split;
import io.splitproof.oracle.reference.Expectation.Effect;

/**
 * Areas and blocks come and go. Where the judged puts them is its own business, announced through
 * {@link MachineEvents}; {@link Announcements} takes it from there.
 */
final class ObjectRules {

  /** More pages than this in one request may be refused as such. */
  private static final int MANY_PAGES = 1 << 18;

  private final World world;
  private final Expectation expected;

  ObjectRules(World world, Expectation expected) {
    this.world = world;
    this.expected = expected;
  }

  void vmalloc(Vmalloc op) {
    if (world.objects().area(op.area()) != null) {
      expected.allow(0, 0, Effect.NONE);
    } else {
      createArea(op.pages(), op.placement(), true, op.kind());
    }
  }

  /** vmap takes its frames from somewhere: a placement near a frame makes no sense. */
  void vmap(Vmap op) {
    if (world.objects().area(op.area()) != null) {
      expected.allow(0, 0, Effect.NONE);
    } else {
      boolean sensible = !(op.placement() instanceof Placement.Near);
      createArea(op.pages(), op.placement(), sensible, AreaKind.VMALLOC);
    }
  }

  void allocPages(AllocPages op) {
    if (world.objects().hasBlock(op.block())) {
      expected.allow(0, 0, Effect.NONE);
    } else {
      create(op.pages(), op.placement(), !(op.placement() instanceof Placement.Lent));
    }
  }

  private void createArea(int pages, Placement placement, boolean sensible, AreaKind kind) {
    if (sensible && pages > Operation.MAX_AREA_PAGES) {
      expected.allow(Outcome.ENOMEM, 0, Effect.NONE);
    } else {
      create(pages, placement, sensible);
      expected.creates(expected.mustAnnounce() ? world.initialState(kind) : PageState.HOLE);
    }
  }

  private void create(int pages, Placement placement, boolean sensible) {
    if (pages <= 0 || !sensible || !canLend(pages, placement)) {
      expected.allow(Outcome.EINVAL, 0, Effect.NONE);
      return;
    }
    if (pages > MANY_PAGES) {
      expected.allow(Outcome.EINVAL, 0, Effect.NONE);
      expected.allow(Outcome.ENOMEM, 0, Effect.NONE);
    }
    expected.announces();
    expected.allow(0, 0, Effect.ALL);
    expected.allowOnFailure(Outcome.ENOMEM, 0, Effect.NONE);
  }

  /** Whether the frames asked for lie in a block that is there; true if no block is asked for. */
  private boolean canLend(int pages, Placement placement) {
    if (!(placement instanceof Placement.Lent lent)) {
      return true;
    }
    long last = lent.page() + (pages - 1L) * Math.max(1, lent.stride());
    Objects objects = world.objects();
    return objects.hasBlock(lent.block())
        && lent.page() >= 0
        && last < objects.blockPages(lent.block());
  }

  /** The area is unmapped; with VM_FLUSH_RESET_PERMS its frames go back as free memory is. */
  void vfree(Vfree op) {
    Area area = world.objects().area(op.area());
    if (area == null) {
      expected.allow(0, 0, Effect.NONE);
      return;
    }
    long vpn = world.pages().vpn(area.va());
    expected.change(vpn, area.pages(), 0, PageState.HOLE, Expectation.ASSIGN);
    Split split = world.boot().split();
    boolean resets = area.resetPerms() && world.boot().changeable();
    if (resets && split == Split.REFUSED) {
      expected.allow(0, RangeRules.REFUSED, Effect.ALL);
    } else {
      expected.allow(0, 0, Effect.ALL);
    }
    if (resets && split == Split.POSSIBLE) {
      expected.allowOnFailure(0, world.failedAllocation(), Effect.RESETS_MAY_FAIL);
    }
    if (resets && split != Split.REFUSED) {
      resetAliases(area);
    }
    if (area.ownsFrames() && world.config().debugPagealloc()) {
      unmapFreed(area);
    }
  }

  private void resetAliases(Area area) {
    int set = world.validBits() | PageState.WRITABLE;
    for (long pfn : area.pfns()) {
      long vpn = world.pages().linearVpn(pfn);
      expected.change(vpn, 1, 0, set, Expectation.RESET | Expectation.PAGEWISE);
    }
  }

  private void unmapFreed(Area area) {
    for (long pfn : area.pfns()) {
      long vpn = world.pages().linearVpn(pfn);
      expected.change(vpn, 1, world.validBits(), 0, Expectation.PAGEWISE);
    }
  }

  void freePages(FreePages op) {
    Objects objects = world.objects();
    if (objects.hasBlock(op.block()) && world.config().debugPagealloc()) {
      long first = objects.blockFirst(op.block());
      boolean owned = world.frames().owner(first) == Frames.block(op.block());
      long pages = owned ? objects.blockPages(op.block()) : 0;
      long vpn = world.pages().linearVpn(first);
      expected.change(vpn, pages, world.validBits(), 0, 0);
    }
    if (objects.hasBlock(op.block())) {
      expected.onSuccess(() -> objects.removeBlock(op.block()));
    }
    expected.allow(0, 0, Effect.ALL);
  }
}
