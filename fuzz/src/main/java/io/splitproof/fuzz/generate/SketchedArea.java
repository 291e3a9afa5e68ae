package io.splitproof.fuzz.generate;

import io.splitproof.oracle.contract.Placement;

/**
 * An area as far as a generator knows it.
 *
 * @param extent its pages
 * @param kind what may be done with it
 * @param loan where its frames were lent from, or null
 * @param readOnly whether some alias may have been left read-only
 */
record SketchedArea(Sketch.Extent extent, Kind kind, Placement.Lent loan, boolean readOnly) {

  /** What an area may be asked for. */
  enum Kind {
    /** Made by vmap: its pages are somebody else's. */
    BORROWED,
    /** Made of blocks: {@code set_memory_*} refuses it. */
    HUGE,
    /** Pages, left by vfree as they are. */
    PLAIN,
    /** Pages that vfree puts right. */
    RESET
  }

  /** Whether {@code set_memory_*} accepts it. */
  boolean changeable() {
    return kind == Kind.PLAIN || kind == Kind.RESET;
  }

  SketchedArea withReadOnly(boolean now) {
    return new SketchedArea(extent, kind, loan, now);
  }

  /** Whether it borrows any of these pages of a block. */
  boolean borrows(int block, long first, long pages) {
    if (loan == null || loan.block() != block) {
      return false;
    }
    long last = loan.page() + (extent.pages() - 1L) * Math.max(1, loan.stride());
    return loan.page() < first + pages && last >= first;
  }
}
