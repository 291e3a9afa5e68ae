package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Format;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.reference.Area;
import io.splitproof.oracle.reference.PageMap;
import io.splitproof.oracle.reference.PageRuns;
import io.splitproof.oracle.reference.PageState;
import io.splitproof.oracle.reference.Passage;
import io.splitproof.oracle.reference.Reference;
import io.splitproof.oracle.reference.World;

/**
 * At every single store, in the eyes of every CPU that may be walking: pages outside the operation
 * keep their translation; pages inside have the one they had or one that the operation gives them,
 * in the order of its changes; what is valid keeps its output address, and becomes invalid in
 * passing only where the operation says so. {@link Passage} says where that is. A TLB may keep a
 * contiguous group as one entry, made of any of its members, so what changes a member that has the
 * mark may change them all (Arm ARM, misprogramming of the Contiguous bit).
 *
 * <p>Source: the comment above split_kernel_leaf_mapping in Linux 7.2 {@code arch/arm64/mm/mmu.c},
 * live mappings are split without ever being invalid; {@code arch/arm64/mm/pageattr.c},
 * __set_memory_enc_dec, nothing is mapped while the host changes what is behind it.
 */
final class LiveCheck extends EventCheck {

  private final World world;
  private final Format format;
  private final Passage passage;
  private final Cpus cpus;
  private final Places places;
  private final boolean realm;

  /** Realm: pages made invalid by the operation that is under way. */
  private final PageRuns broken = new PageRuns();

  LiveCheck(Reference reference, Cpus cpus) {
    this.world = reference.world();
    this.format = world.geometry().format();
    this.passage = reference.passage();
    this.cpus = cpus;
    this.places = new Places(world);
    this.realm = world.config().realm();
  }

  @Override
  void begin(Operation operation) {
    super.begin(operation);
    if (realm) {
      broken.clear();
    }
  }

  @Override
  public void allocationFailed(FaultPlan.Scope kind) {
    passage.allocationFailed();
  }

  @Override
  void seen(Sight sight) {
    if (sight.translatesAlike() || hasFound()) {
      return;
    }
    PageMap pages = world.pages();
    long first = pages.vpn(sight.va);
    long end = first + (sight.bytes >>> world.geometry().pageShift());
    boolean changes = PageState.hardware(sight.before) != PageState.hardware(sight.after);
    long refused = changes ? passage.refused(first, end, sight.before, sight.after) : Passage.NONE;
    if (refused != Passage.NONE) {
      report(state(sight, refused, ""));
    } else if (sight.isValid() && firstWrongOutput(sight) != 0) {
      report(output(sight, firstWrongOutput(sight)));
    } else if (changes) {
      checkGroup(sight);
    }
    if (realm && sight.wasValid() != sight.isValid()) {
      broken.set(first, end - first, sight.wasValid() ? 1 : 0);
    }
  }

  /** Whether the rest of a contiguous group may change like the part of it that does. */
  private void checkGroup(Sight sight) {
    long group = groupBytes(sight);
    if (group == 0) {
      return;
    }
    long first = Geometry.alignDown(sight.va, group);
    long end = Geometry.alignUp(sight.end(), group);
    if (first < sight.va || end > sight.end()) {
      PageMap pages = world.pages();
      long refused = passage.refused(pages.vpn(first), pages.vpn(end), sight.before, sight.after);
      if (refused != Passage.NONE) {
        report(state(sight, refused, " by way of its group"));
      }
    }
  }

  private long groupBytes(Sight sight) {
    if (format.isContiguous(sight.afterDescriptor)) {
      return sight.afterSize;
    }
    return format.isContiguous(sight.beforeDescriptor) ? sight.beforeSize : 0;
  }

  /** First address whose valid translation leads to a frame that is not its own; 0 if none does. */
  private long firstWrongOutput(Sight sight) {
    if (world.geometry().inLinearMap(sight.va)) {
      return sight.afterPa == world.config().linearPa(sight.va) ? 0 : sight.va;
    }
    if (sight.wasValid()) {
      return sight.afterPa == sight.beforePa ? 0 : sight.va;
    }
    Area area = world.objects().areaAt(sight.va);
    int shift = world.geometry().pageShift();
    for (long va = sight.va; area != null && va < sight.end(); va += 1L << shift) {
      int page = (int) (va - area.va() >>> shift);
      long right = page < area.pages() ? area.pfns()[page] << shift : 0;
      if (sight.afterPa + (va - sight.va) != right) {
        return va;
      }
    }
    return 0;
  }

  /**
   * Nothing may be reachable while the host changes what is behind it. Of a page that is told of
   * in part, by a caller who is wrong, nothing is said.
   */
  @Override
  public void hostTold(long start, long end, boolean shared) {
    PageMap pages = world.pages();
    long first = pages.vpn(start);
    passage.hostTold(first, pages.vpn(end - 1) + 1, shared);
    long whole = start == pages.va(first) ? first : first + 1;
    long last = pages.vpn(end);
    for (long vpn = whole; vpn < last; ) {
      int index = pages.runs().indexOf(vpn);
      int state = pages.runs().stateOf(index);
      long next = Math.min(Math.min(last, pages.runs().endOf(index)), broken.runEnd(vpn));
      if ((state & PageState.VALID) != 0 && broken.get(vpn) == 0) {
        report(told(pages.va(vpn), state));
        return;
      }
      vpn = next;
    }
  }

  private Divergence state(Sight sight, long vpn, String how) {
    int before = PageState.hardware(sight.before);
    int after = PageState.hardware(sight.after);
    boolean fully = PageState.describe(before).equals(PageState.describe(after));
    long va = world.pages().va(vpn);
    return new Divergence(
        CheckName.LIVE,
        "",
        places.of(va),
        va,
        text(before, fully),
        passage.allowed(vpn, fully),
        text(after, fully) + how,
        explain(sight, va));
  }

  private Divergence output(Sight sight, long va) {
    return new Divergence(
        CheckName.LIVE,
        "",
        places.of(va),
        va,
        PageState.describe(sight.before),
        "own output address",
        "another output address",
        explain(sight, va)
            + "; output address " + Long.toHexString(sight.afterPa + (va - sight.va)));
  }

  private Divergence told(long va, int state) {
    return new Divergence(
        CheckName.LIVE,
        "",
        places.of(va),
        va,
        PageState.describe(state),
        "fault while the host is told",
        PageState.describe(state),
        Cpus.describe(cpus.watching()) + " could still use the page" + places.aliases(va));
  }

  private String explain(Sight sight, long va) {
    return sight.describe() + places.aliases(va) + "; seen by " + Cpus.describe(cpus.watching());
  }

  private static String text(int state, boolean fully) {
    return fully ? PageState.describeFully(state) : PageState.describe(state);
  }
}
