package io.splitproof.oracle.reference;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.StateDigest;
import java.util.Arrays;

/**
 * The always-PTE page table: one {@link PageState} for every page of the linear map and the vmalloc
 * area, by virtual page number counted from the start of the linear map. It remembers which pages
 * changed since {@link #begin()}, and what they were.
 */
public final class PageMap {

  private final Geometry geometry;
  private final long memstartPfn;
  private final PageRuns pages = new PageRuns();
  private final PageRuns saved = new PageRuns();
  private long[] changedFirst = new long[64];
  private long[] changedCount = new long[64];
  private int[] changedFrom = new int[64];
  private int changes;

  PageMap(MachineConfig config) {
    this.geometry = config.geometry();
    this.memstartPfn = config.memstart() >>> geometry.pageShift();
  }

  /** Virtual page number of {@code va}. */
  public long vpn(long va) {
    return va - geometry.linearStart() >>> geometry.pageShift();
  }

  /** First virtual address of page {@code vpn}. */
  public long va(long vpn) {
    return geometry.linearStart() + (vpn << geometry.pageShift());
  }

  /** Virtual page number of the linear alias of frame {@code pfn}. */
  public long linearVpn(long pfn) {
    return pfn - memstartPfn;
  }

  /** Frame behind page {@code vpn} of the linear map. */
  long pfn(long vpn) {
    return vpn + memstartPfn;
  }

  /** Virtual pages there are: everything up to the end of the vmalloc area. */
  public long end() {
    return vpn(geometry.vmallocEnd());
  }

  /** State of page {@code vpn}. */
  public int get(long vpn) {
    return pages.get(vpn);
  }

  /** The runs, for reading only. */
  public PageRuns runs() {
    return pages;
  }

  /**
   * Every page of the range that is not a hole loses the bits {@code clear}, then gains {@code
   * set}.
   */
  void change(long first, long count, int clear, int set) {
    long end = Math.min(first + count, end());
    for (long page = first; page < end; ) {
      int index = pages.indexOf(page);
      int state = pages.stateOf(index);
      long next = Math.min(end, pages.endOf(index));
      if (state != PageState.HOLE) {
        replace(page, next - page, state, state & ~clear | set);
      }
      page = next;
    }
  }

  /** Every page of the range becomes {@code state}, hole or not. */
  void assign(long first, long count, int state) {
    long end = Math.min(first + count, end());
    for (long page = first; page < end; ) {
      int index = pages.indexOf(page);
      long next = Math.min(end, pages.endOf(index));
      replace(page, next - page, pages.stateOf(index), state);
      page = next;
    }
  }

  private void replace(long first, long count, int from, int to) {
    if (from == to) {
      return;
    }
    pages.set(first, count, to);
    if (changes == changedFirst.length) {
      changedFirst = Arrays.copyOf(changedFirst, 2 * changes);
      changedCount = Arrays.copyOf(changedCount, 2 * changes);
      changedFrom = Arrays.copyOf(changedFrom, 2 * changes);
    }
    changedFirst[changes] = first;
    changedCount[changes] = count;
    changedFrom[changes++] = from;
  }

  /** From here on changes are remembered anew. */
  void begin() {
    changes = 0;
  }

  /** Number of ranges that changed, in the order in which they did. */
  public int changes() {
    return changes;
  }

  /** First page of changed range number {@code index}. */
  public long changedFirst(int index) {
    return changedFirst[index];
  }

  /** Pages in changed range number {@code index}. */
  public long changedCount(int index) {
    return changedCount[index];
  }

  /** What page {@code vpn} was at {@link #begin()}. */
  public int before(long vpn) {
    for (int i = 0; i < changes; i++) {
      if (vpn >= changedFirst[i] && vpn < changedFirst[i] + changedCount[i]) {
        return changedFrom[i];
      }
    }
    return pages.get(vpn);
  }

  void digest(StateDigest digest) {
    pages.digest(digest);
  }

  void save() {
    saved.copyFrom(pages);
  }

  void restore() {
    pages.copyFrom(saved);
    changes = 0;
  }
}
