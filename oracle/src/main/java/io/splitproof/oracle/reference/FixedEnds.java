package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.StateDigest;
import java.util.TreeSet;

/**
 * Addresses of the linear map that no leaf may grow across, where leaves grow at all: the ends of
 * what somebody asked {@code split_kernel_leaf_mapping} for and relies on, and of memory that one
 * call added, which could not be taken away again. What goes with memory that is removed is
 * forgotten. Inside the KFENCE pool every page is by itself.
 */
public final class FixedEnds {

  /** Answer of {@link #firstInside} if there is none. */
  public static final long NONE = 0;

  private final World world;
  private final TreeSet<Long> ends = new TreeSet<>();

  FixedEnds(World world) {
    this.world = world;
  }

  /** Back to the moment after boot: nobody has asked for anything. */
  void clear() {
    ends.clear();
  }

  void digest(StateDigest digest) {
    ends.forEach(digest::add);
    digest.add(ends.size());
  }

  /**
   * No leaf grows across {@code va} from now on, if leaves grow and none lies across it already.
   */
  void add(long va) {
    long offset = va & world.geometry().pageBytes() - 1;
    boolean linear = world.geometry().inLinearMap(va);
    if (world.design().merges() && offset == 0 && linear && !world.cutsLeafAt(va)) {
      ends.add(va);
    }
  }

  /** The memory from {@code start} to {@code last} is gone. */
  void forget(long start, long last) {
    ends.subSet(start, true, last, true).clear();
  }

  /**
   * First address strictly inside [{@code start}, {@code end}) that a leaf may not grow across, or
   * {@link #NONE}; for a range that touches the KFENCE pool, one in that.
   */
  public long firstInside(long start, long end) {
    Long asked = ends.higher(start);
    if (asked != null && asked < end) {
      return asked;
    }
    Objects objects = world.objects();
    if (!objects.hasKfence()) {
      return NONE;
    }
    int shift = world.geometry().pageShift();
    long pool = world.config().linearVa(objects.kfenceFirst() << shift);
    boolean touched = start < pool + (objects.kfencePages() << shift) && end > pool;
    return touched ? Math.max(start, pool) : NONE;
  }
}
