package io.splitproof.fuzz.report;

import io.splitproof.oracle.arch.Geometry;
import java.util.ArrayList;
import java.util.List;

/**
 * Which ranges to show of a divergence: PMD blocks with what lies before and after them, so that
 * one sees what a page was part of, and that its neighbours are well.
 */
final class Windows {

  /** PMD blocks in the largest, neighbours not counted. */
  private static final int MOST_BLOCKS = 4;

  /** Ranges shown of one divergence. */
  private static final int MOST = 3;

  /**
   * A range to show.
   *
   * @param pin the page the verdict names, or 0 if it is not here
   * @param asked the pages the operation was about, or null if they are not here
   */
  record Window(Extent extent, long pin, Extent asked) {}

  private final Geometry geometry;
  private final long block;
  private final List<Window> windows = new ArrayList<>();

  /**
   * Chooses ranges.
   *
   * @param va what the verdict names, or 0
   * @param asked what the operation was about
   */
  Windows(Geometry geometry, long va, List<Extent> asked) {
    this.geometry = geometry;
    this.block = geometry.bytes(Geometry.PMD);
    boolean shown = va >= geometry.linearStart() && va < geometry.vmallocEnd() && va != 0;
    if (shown) {
      Extent page = Extent.of(va, 1, geometry);
      Extent near = asked.stream().filter(extent -> isNear(extent, page)).findFirst().orElse(null);
      windows.add(new Window(around(page, near), page.start(), near));
    }
    for (Extent extent : asked) {
      boolean shownAlready = windows.stream().anyMatch(w -> w.extent().contains(extent));
      if (windows.size() < MOST && !shownAlready) {
        windows.add(new Window(around(extent, null), 0, extent));
      }
    }
  }

  List<Window> all() {
    return List.copyOf(windows);
  }

  private boolean isNear(Extent extent, Extent page) {
    boolean sameSide = geometry.inLinearMap(extent.start()) == geometry.inLinearMap(page.start());
    long first = Geometry.alignDown(Math.min(extent.start(), page.start()), block);
    long last = Geometry.alignUp(Math.max(extent.end(), page.end()), block);
    boolean close = extent.contains(page.start()) || last - first <= MOST_BLOCKS * block;
    return sameSide && close;
  }

  /** The blocks of {@code extent}, and of {@code other} where there is room, and neighbours. */
  private Extent around(Extent extent, Extent other) {
    long first = Geometry.alignDown(extent.start(), block);
    long last = first + Math.min(Geometry.alignUp(extent.end(), block) - first, most());
    if (other != null) {
      long before = Math.max(Geometry.alignDown(other.start(), block), last - most());
      first = Math.min(first, before);
      last = Math.max(last, Math.min(Geometry.alignUp(other.end(), block), first + most()));
    }
    boolean linear = geometry.inLinearMap(extent.start());
    long lowest = linear ? geometry.linearStart() : geometry.linearEnd();
    long highest = linear ? geometry.linearEnd() : geometry.vmallocEnd();
    return new Extent(Math.max(lowest, first - block), Math.min(highest, last + block));
  }

  private long most() {
    return MOST_BLOCKS * block;
  }
}
