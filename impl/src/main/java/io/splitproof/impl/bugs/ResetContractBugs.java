package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Area;
import io.splitproof.impl.linux.AreaSpace;
import io.splitproof.impl.linux.Areas;
import io.splitproof.impl.linux.Frames;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.LeafSplitter;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.impl.linux.RangeWalk;
import io.splitproof.impl.linux.SetMemory;
import io.splitproof.oracle.arch.Descriptor;
import java.util.List;

/** Designs that are right as long as their callers, or chance, keep to what nobody enforces. */
final class ResetContractBugs {

  private ResetContractBugs() {}

  static List<KnownBug> all() {
    return List.of(new StretchByStretch(), new ResetByStretches());
  }

  /**
   * Linear aliases change stretch by stretch, in as few leaves as can be, and vfree resets them the
   * same way. A stretch whose ends were split for the first set_memory_* resets without a split. If
   * that was for a part of the area, the reset needs splits of its own; when one of them fails,
   * nobody looks, and the part stays as it is.
   */
  private static final class StretchByStretch extends ResetByStretches {

    StretchByStretch() {
      super(
          "reset-relies-on-contract",
          "v7 (seed 001): what if vm_reset_perms() were not page by page, and a client broke its"
              + " contract");
    }

    @Override
    protected SetMemory setMemory(
        Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
      return new SetMemory(kernel, areas, space, attributes) {
        @Override
        protected int changeAliases(Area area, long start, int pages, long set, long clear) {
          long page = kernel.geometry.pageBytes();
          int first = (int) ((start - area.va()) / page);
          int end = Math.min(first + pages, area.pages());
          for (int i = first; i < end; i += length(area, i, end)) {
            long alias = kernel.linearVa(area.pfns()[i]);
            int result = attributes.change(alias, length(area, i, end) * page, set, clear);
            if (result != 0) {
              return result;
            }
          }
          return 0;
        }
      };
    }
  }

  /**
   * vfree resets stretch by stretch what set_memory_* changed page by page. A first set_memory_*
   * for all of the area that fails halfway is then not what the contract takes it for, as if it had
   * never been called: the pages before are read-only, their stretch is not split at its end, and
   * the reset fails when there is still no memory.
   */
  private static class ResetByStretches extends Bug {

    ResetByStretches() {
      this(
          "reset-by-stretches",
          "v7 (seed 001): what if vm_reset_perms() were not page by page, and set_memory_ro()"
              + " failed halfway");
    }

    ResetByStretches(String name, String provenance) {
      super(name, "leak", provenance);
    }

    @Override
    protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
      return new Stretches(kernel, splitter, walk);
    }

    @Override
    protected Areas areas(
        Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
      Stretches stretches = (Stretches) attributes;
      return new Areas(kernel, space, mapper(kernel), frames, attributes) {
        @Override
        protected void makeInvalid(Area area) {
          for (int i = 0; i < area.pages(); i += length(area, i, area.pages())) {
            stretches.makeInvalid(area.pfns()[i], length(area, i, area.pages()));
          }
        }

        @Override
        protected void makeDefault(Area area) {
          for (int i = 0; i < area.pages(); i += length(area, i, area.pages())) {
            stretches.makeDefault(area.pfns()[i], length(area, i, area.pages()));
          }
        }
      };
    }

    /** Pages from page {@code first} of an area on, before {@code end}, that are neighbours. */
    static int length(Area area, int first, int end) {
      int next = first + 1;
      while (next < end && area.pfns()[next] == area.pfns()[first] + (next - first)) {
        next++;
      }
      return next - first;
    }
  }

  /** As the forms of set_direct_map_* for one page, for several. */
  private static final class Stretches extends PageAttributes {

    Stretches(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
      super(kernel, splitter, walk);
    }

    void makeInvalid(long pfn, int pages) {
      if (kernel.canSetDirectMap()) {
        update(kernel.linearVa(pfn), bytes(pages), invalidSet(), invalidClear());
      }
    }

    void makeDefault(long pfn, int pages) {
      if (kernel.canSetDirectMap()) {
        long set = validSet() | Descriptor.DBM;
        long clear = validClear() | Descriptor.READ_ONLY;
        update(kernel.linearVa(pfn), bytes(pages), set, clear);
      }
    }

    private long bytes(int pages) {
      return pages * kernel.geometry.pageBytes();
    }
  }
}
