package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Format;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.StateDigest;
import io.splitproof.oracle.reference.PageMap;
import io.splitproof.oracle.reference.PageRuns;
import io.splitproof.oracle.reference.PageState;
import io.splitproof.oracle.reference.Reference;

/**
 * Break-before-make. A live entry may not be replaced by one that a TLB must not hold beside it;
 * the old one is made invalid, a DSB makes that visible, and it is invalidated in the TLBs of all
 * CPUs first. That is so
 *
 * <ul>
 *   <li>for every change of output address (in a realm the shared bit is part of it), of memory
 *       type, of shareability, and from non-global to global. Normal and Normal-Tagged differ like
 *       permissions do, and permissions never need it;
 *   <li>for a change of size alone, block to table, table to block or contiguous mark, unless every
 *       CPU that could be walking has FEAT_BBM level 2. CPUs that are parked meanwhile must find
 *       nothing stale when they come back.
 * </ul>
 *
 * <p>x86-64 wants none of that but for output addresses. There what changes size must be
 * invalidated before pages of it are given different permissions, because entries of two sizes must
 * not disagree (Intel SDM volume 3, 5.10.2.4); Linux {@code arch/x86/mm/pat/set_memory.c},
 * __split_large_page.
 *
 * <p>A contiguous mark on an entry that cannot be in an aligned group is told here too.
 *
 * <p>Source: Arm ARM, "Using break-before-make when updating translation table entries", FEAT_BBM,
 * "The Contiguous bit"; Linux 7.2 {@code arch/arm64/mm/mmu.c}, pgattr_change_is_safe.
 */
final class BbmCheck extends EventCheck {

  private static final long SHARED = 1;

  private final PageMap pages;
  private final Format format;
  private final int pageShift;
  private final Cpus cpus;
  private final Places places;

  /** What stores made invalid and nobody invalidated since. */
  private final BrokenEntries broken = new BrokenEntries();

  /** 1 for pages that changed size while a CPU that cannot bear it was parked. */
  private final PageRuns resized = new PageRuns();

  /** 1, on x86-64, for pages that permit something else than what may still be cached of them. */
  private final PageRuns changed = new PageRuns();

  /** Invalidations that no DSB has completed yet. */
  private final AskedInvalidations asked = new AskedInvalidations();

  private final AskedInvalidations.Range completed = this::completed;

  BbmCheck(Reference reference, Cpus cpus) {
    this.pages = reference.world().pages();
    this.format = reference.world().geometry().format();
    this.pageShift = reference.world().geometry().pageShift();
    this.cpus = cpus;
    this.places = new Places(reference.world());
  }

  @Override
  void reset() {
    super.reset();
    broken.clear();
    resized.clear();
    changed.clear();
    asked.clear();
  }

  @Override
  void begin(Operation operation) {
    super.begin(operation);
    asked.clear();
  }

  @Override
  void digest(StateDigest digest) {
    broken.digest(digest);
    digest.add(resized.runs());
    digest.add(changed.runs());
  }

  @Override
  void seen(Sight sight) {
    if (sight.isValid()) {
      if (sight.wasValid()) {
        replaced(sight);
      } else {
        made(sight);
      }
      checkGroup(sight);
    } else if (sight.wasValid()) {
      long offset = sight.beforePa - sight.va;
      long attributes = attributes(sight.beforeDescriptor, sight.before);
      broken.add(pages.vpn(sight.va), pageCount(sight), offset, attributes, sight.beforeSize);
      asked.stored(pages.vpn(sight.va), pageCount(sight));
    }
  }

  private long pageCount(Sight sight) {
    return sight.bytes >>> pageShift;
  }

  /** The attributes that matter. */
  private long attributes(long descriptor, int state) {
    return format.breakAttributes(descriptor) | ((state & PageState.SHARED) != 0 ? SHARED : 0);
  }

  /** What needs break-before-make, in words, or null. */
  private static String difference(long oldOffset, long oldBits, long offset, long bits) {
    if (oldOffset != offset) {
      return "another output address";
    }
    long changed = oldBits ^ bits;
    if ((changed & SHARED) != 0) {
      return "the shared bit changed";
    } else if ((changed & Descriptor.ATTR_INDEX_MASK) != 0) {
      return "another memory type";
    } else if ((changed & Descriptor.INNER_SHAREABLE) != 0) {
      return "another shareability";
    }
    return (oldBits & ~bits & Descriptor.NOT_GLOBAL) != 0 ? "global after non-global" : null;
  }

  private void replaced(Sight sight) {
    String wrong =
        difference(
            sight.beforePa - sight.va,
            attributes(sight.beforeDescriptor, sight.before),
            sight.afterPa - sight.va,
            attributes(sight.afterDescriptor, sight.after));
    if (wrong != null) {
      blame(sight, sight.va, "invalid and invalidated in between", wrong, cpus.watching());
    } else if (format.flushesBetweenSizes()) {
      x86(sight);
    } else if (sight.beforeSize != sight.afterSize) {
      resized(sight);
    }
  }

  /** A page is cached by entries of one size, or by ones that say the same. */
  private void x86(Sight sight) {
    long vpn = pages.vpn(sight.va);
    boolean alike = sight.before == sight.after;
    boolean mixed = !alike && overlaps(resized, vpn, pageCount(sight));
    boolean resizes = sight.beforeSize != sight.afterSize;
    boolean grows = sight.afterSize > sight.beforeSize;
    mixed |= grows && overlaps(changed, vpn, pageCount(sight));
    if (mixed || !alike && resizes) {
      String wrong = "entries of two sizes";
      blame(sight, sight.va, "invalidated before it changes", wrong, cpus.online());
    } else if (!alike) {
      changed.set(vpn, pageCount(sight), 1);
      asked.stored(vpn, pageCount(sight));
    } else if (resizes) {
      resized.set(vpn, pageCount(sight), 1);
      asked.stored(vpn, pageCount(sight));
    }
  }

  private static boolean overlaps(PageRuns pages, long first, long count) {
    return pages.runs() > 1 && (pages.get(first) != 0 || pages.runEnd(first) < first + count);
  }

  private void resized(Sight sight) {
    long cannot = cpus.watchingWithoutBbml2();
    if (cannot != 0) {
      blame(sight, sight.va, "invalid and invalidated in between", "another size", cannot);
    } else if (cpus.onlineWithoutBbml2() != 0) {
      resized.set(pages.vpn(sight.va), pageCount(sight), 1);
      asked.stored(pages.vpn(sight.va), pageCount(sight));
    }
  }

  /** Something becomes valid: what was there before must be gone from the TLBs. */
  private void made(Sight sight) {
    long end = pages.vpn(sight.end() - 1) + 1;
    long vpn = broken.next(pages.vpn(sight.va), end);
    while (vpn < end) {
      long va = pages.va(vpn);
      long bits = attributes(sight.afterDescriptor, sight.after);
      long offset = sight.afterPa - sight.va;
      String wrong = difference(broken.offset(vpn), broken.attributes(vpn), offset, bits);
      long cannot = cpus.onlineWithoutBbml2();
      if (wrong == null && cannot != 0 && broken.size(vpn) != sight.afterSize) {
        blame(sight, va, "invalidated before made", "another size", cannot);
      } else if (wrong != null) {
        blame(sight, va, "invalidated before made", wrong, cpus.online());
      }
      vpn = broken.next(broken.kindEnd(vpn), end);
    }
  }

  private void checkGroup(Sight sight) {
    boolean marked = format.isContiguous(sight.afterDescriptor);
    if (marked && ((sight.va ^ sight.afterPa) & sight.afterSize - 1) != 0) {
      String wrong = "misaligned contiguous group";
      blame(sight, sight.va, "aligned contiguous group", wrong, cpus.watching());
    }
  }

  @Override
  public void invalidated(long start, long end, Invalidation invalidation) {
    boolean alone = cpus.online() == 1L << cpus.running();
    if (invalidation == Invalidation.WALK_CACHE
        || invalidation == Invalidation.LOCAL && !alone) {
      return;
    }
    boolean everything = invalidation == Invalidation.RANGE_AS_ALL;
    long first = everything ? 0 : pages.vpn(start);
    asked.add(cpus.lane(), first, everything ? AskedInvalidations.END : pages.vpn(end));
  }

  @Override
  public void barrier(Barrier barrier) {
    if (barrier != Barrier.ISB) {
      asked.ordered();
    }
    if (barrier == Barrier.DSB_ISH) {
      asked.complete(cpus.lane(), completed);
    }
  }

  /** Pages [{@code first}, {@code end}) are in no TLB as they were. */
  private void completed(long first, long end) {
    broken.invalidated(first, end);
    if (resized.runs() > 1) {
      resized.set(first, end - first, 0);
    }
    if (changed.runs() > 1) {
      changed.set(first, end - first, 0);
    }
  }

  /** CPUs that were parked come back with whatever they had in their TLBs. */
  @Override
  public void left(Context context) {
    long back = cpus.watchingWithoutBbml2();
    if (context != Context.STOP_MACHINE || resized.runs() == 1 || back == 0) {
      return;
    }
    long vpn = resized.get(0) != 0 ? 0 : resized.runEnd(0);
    long va = pages.va(vpn);
    report(
        new Divergence(
            CheckName.BBM,
            "",
            places.of(va),
            va,
            "",
            "invalidated before other CPUs come back",
            "another size",
            "entries that changed size may still be cached by " + Cpus.describe(back)));
  }

  private void blame(Sight sight, long va, String expected, String found, long seenBy) {
    if (hasFound()) {
      return;
    }
    report(
        new Divergence(
            CheckName.BBM,
            "",
            places.of(va),
            va,
            PageState.describe(sight.before),
            expected,
            found,
            sight.describe() + places.aliases(va) + "; seen by " + Cpus.describe(seenBy)));
  }
}
