package io.splitproof.oracle.reference;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;
import io.splitproof.oracle.reference.Boot.Split;
import io.splitproof.oracle.reference.Expectation.Effect;

/**
 * Changing attributes of a range of kernel addresses, whatever they map: split what crosses the
 * ends, then change every page in between.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/pageattr.c}, update_range_prot.
 */
final class RangeRules {

  static final int REFUSED = Warning.SPLIT_BEFORE_FINALIZED.bit() | Warning.SPLIT_FAILED.bit();
  static final int SPLIT_FAILED = Warning.SPLIT_FAILED.bit();

  private final World world;
  private final Geometry geometry;
  private final Expectation expected;

  RangeRules(World world, Expectation expected) {
    this.world = world;
    this.geometry = world.geometry();
    this.expected = expected;
  }

  /** Makes a range valid or invalid. */
  void valid(long start, int pages, boolean valid) {
    int bits = world.validBits();
    change(start, pages, valid ? 0 : bits, valid ? bits : 0);
  }

  /**
   * Every page of the range that is not a hole loses {@code clear}, then gains {@code set}. Holes
   * stay holes. A range with no pages is -EINVAL; an unaligned one too where leaves must be split,
   * and is rounded where not.
   */
  void change(long start, int pages, int clear, int set) {
    change(start, pages, clear, set, 0);
  }

  /** The same, with more flags of {@link Expectation} for the change. */
  void change(long start, int pages, int clear, int set, int more) {
    Split split = splitAt(start);
    boolean unaligned = (start & (geometry.pageBytes() - 1)) != 0;
    if (split == Split.REFUSED) {
      expected.allow(Outcome.EBUSY, REFUSED, Effect.NONE);
      return;
    }
    if (split == Split.POSSIBLE && unaligned) {
      expected.allow(Outcome.EINVAL, SPLIT_FAILED, Effect.NONE);
      return;
    }
    if (split == Split.POSSIBLE) {
      expected.allowOnFailure(Outcome.ENOMEM, world.failedAllocation(), Effect.PREFIX);
    }
    if (pages == 0 && world.isStrict()) {
      expected.allow(0, 0, Effect.NONE);
      expected.remark("zero-count", "No pages are asked for, and set_memory_ro says 0 to that.");
      return;
    }
    if (pages <= 0) {
      expected.allow(Outcome.EINVAL, 0, Effect.NONE);
      return;
    }
    boolean outside = addSteps(start, pages, clear, set, unaligned, more);
    expected.allow(0, 0, Effect.ALL);
    if (outside) {
      expected.allow(Outcome.EINVAL, 0, Effect.ALL);
    }
    long end = start + ((long) pages << geometry.pageShift());
    if (mayMeetLargeLeaf(split, start, end)) {
      expected.allow(Outcome.EINVAL, Warning.PARTIAL_LEAF.bit(), Effect.PAGE_PREFIX);
    }
  }

  /** What a split gets that is asked for at {@code start}: the KFENCE pool never needs one. */
  Split splitAt(long start) {
    return world.objects().isKfence(start) ? Split.NOT_NEEDED : world.boot().split();
  }

  /** Adds the changes; an unaligned range may or may not touch its two edge pages. */
  private boolean addSteps(
      long start, int pages, int clear, int set, boolean unaligned, int more) {
    long vpn = world.pages().vpn(start);
    boolean outside = vpn < 0 || vpn + pages > world.pages().end();
    int flags = outside ? more | Expectation.EITHER : more;
    if (!unaligned) {
      expected.change(vpn, pages, clear, set, flags);
      return outside;
    }
    expected.change(vpn, 1, clear, set, more | Expectation.EITHER);
    if (pages > 1) {
      expected.change(vpn + 1, pages - 1L, clear, set, flags);
    }
    expected.change(vpn + pages, 1, clear, set, more | Expectation.EITHER);
    return outside;
  }

  /**
   * Whether the walk may meet a leaf that crosses an end of the range: a map that was never meant
   * to be changed, the kernel image after a repaint, a range that starts in the KFENCE pool and
   * leaves it, or a huge area where nothing is split.
   */
  private boolean mayMeetLargeLeaf(Split split, long start, long end) {
    if (split == Split.POSSIBLE) {
      return false;
    }
    Boot boot = world.boot();
    if (!boot.changeable() && !boot.pagesOnly()) {
      return true;
    }
    if (world.objects().isKfence(start)) {
      return !world.objects().isKfence(end - 1);
    }
    Area area = world.objects().areaIn(start, end);
    boolean huge = area != null && area.kind() == AreaKind.HUGE;
    return huge || boot.requiresBbml2() && overlapsImage(start, end);
  }

  private boolean overlapsImage(long start, long end) {
    KernelImage image = world.config().kernel();
    long block = geometry.bytes(Geometry.PMD) * geometry.contiguous(Geometry.PMD);
    long first = Geometry.alignDown(world.config().linearVa(image.text()), block);
    long last = Geometry.alignUp(world.config().linearVa(image.bssStop()), block);
    return start < last && end > first;
  }
}
