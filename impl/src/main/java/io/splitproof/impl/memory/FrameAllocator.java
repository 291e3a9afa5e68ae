package io.splitproof.impl.memory;

import io.splitproof.oracle.contract.StateDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The page allocator: which frames of memory are free, and which one comes next. Deterministic, and
 * adversarial on request: programs say where they want their frames, and tables may be placed right
 * inside the range whose mapping they are for.
 *
 * <p>Tables placed apart grow downward from the top of boot memory. All numbers are page frames.
 */
public final class FrameAllocator {

  /** Frames [{@code start}, {@code end}). */
  private record Range(long start, long end) {

    boolean contains(long pfn) {
      return pfn >= start && pfn < end;
    }

    boolean overlaps(long from, long to) {
      return from < end && to > start;
    }
  }

  private static final int NEAR_RADIUS = 4096;

  private final List<Range> memory = new ArrayList<>();
  private final List<Range> ranges = new ArrayList<>();
  private final FrameSet single = new FrameSet();

  /** Single frames taken while booting, for good. */
  private FrameSet imageSingle = new FrameSet();
  private final List<Long> freedTables = new ArrayList<>();

  /** Tables freed while booting; only the first {@link #bootTables} are still to be had. */
  private long[] imageFreedTables = new long[0];
  private int bootTables;
  private long tableFloor;
  private long tableTop;
  private int imageMemory;
  private int imageRanges;
  private long imageFloor;

  /**
   * Adds memory [{@code start}, {@code end}); tables come from the top of the last piece of boot.
   */
  public void addMemory(long start, long end) {
    memory.add(new Range(start, end));
    if (imageMemory == 0) {
      tableTop = end;
      tableFloor = end;
    }
  }

  /** Takes away hot-added memory [{@code start}, {@code end}), which may be a part of a piece. */
  public void removeMemory(long start, long end) {
    for (int i = memory.size() - 1; i >= imageMemory; i--) {
      Range piece = memory.get(i);
      if (piece.overlaps(start, end)) {
        memory.remove(i);
        if (piece.start < start) {
          memory.add(new Range(piece.start, start));
        }
        if (piece.end > end) {
          memory.add(new Range(end, piece.end));
        }
      }
    }
  }

  /** Whether every frame of [{@code start}, {@code end}) is memory that was added after boot. */
  public boolean isHotAdded(long start, long end) {
    for (long at = start; at < end; ) {
      Range piece = hotPiece(at);
      if (piece == null) {
        return false;
      }
      at = piece.end;
    }
    return start < end;
  }

  private Range hotPiece(long pfn) {
    for (int i = imageMemory; i < memory.size(); i++) {
      if (memory.get(i).contains(pfn)) {
        return memory.get(i);
      }
    }
    return null;
  }

  /** Whether any frame of [{@code start}, {@code end}) is memory. */
  public boolean overlapsMemory(long start, long end) {
    for (Range piece : memory) {
      if (piece.overlaps(start, end)) {
        return true;
      }
    }
    return false;
  }

  /** Whether anything in [{@code start}, {@code end}) is in use. */
  public boolean anyInUse(long start, long end) {
    return firstPastUse(start, end) >= 0;
  }

  /** Takes [{@code start}, {@code end}) out of circulation without asking whether it is free. */
  public void reserve(long start, long end) {
    ranges.add(new Range(start, end));
  }

  /** Makes the state of this moment the one {@link #reset()} returns to. */
  public void freeze() {
    imageMemory = memory.size();
    imageRanges = ranges.size();
    imageFloor = tableFloor;
    imageFreedTables = freedTables.stream().mapToLong(Long::longValue).toArray();
    bootTables = imageFreedTables.length;
    freedTables.clear();
    imageSingle = single.copy();
    single.clear();
  }

  /** Forgets everything taken and given back since {@link #freeze()}. */
  public void reset() {
    memory.subList(imageMemory, memory.size()).clear();
    ranges.subList(imageRanges, ranges.size()).clear();
    single.clear();
    freedTables.clear();
    bootTables = imageFreedTables.length;
    tableFloor = imageFloor;
  }

  /**
   * Adds to {@code digest} what was taken and given back since {@link #freeze()}.
   *
   * @param tablesAlike whether it does not matter which frame of those apart is which table
   */
  public void digest(StateDigest digest, boolean tablesAlike) {
    digest(memory, imageMemory, digest);
    digest(ranges, imageRanges, digest);
    single.digest(digest);
    digest.add(freedTables.size() + bootTables);
    for (int i = 0; i < freedTables.size() && !tablesAlike; i++) {
      digest.add(freedTables.get(i));
    }
    digest.add(tableFloor);
  }

  private static void digest(List<Range> list, int from, StateDigest digest) {
    for (int i = from; i < list.size(); i++) {
      digest.put(list.get(i).start, list.get(i).end);
    }
    digest.addBag();
  }

  /** Whether {@code pfn} is memory that nobody owns. */
  public boolean isFree(long pfn) {
    return piece(pfn) != null && !owned(pfn) && !isTakenAlone(pfn);
  }

  /** First frame after {@code pfn} and at most {@code end} where being free may change, at boot. */
  public long nextChange(long pfn, long end) {
    long next = end;
    for (Range range : ranges) {
      next = earlier(range.start, pfn, next);
      next = earlier(range.end, pfn, next);
    }
    return earlier(tableTop, pfn, earlier(tableFloor, pfn, next));
  }

  private static long earlier(long edge, long after, long best) {
    return edge > after && edge < best ? edge : best;
  }

  private boolean isTakenAlone(long pfn) {
    return single.contains(pfn) || imageSingle.contains(pfn);
  }

  private boolean owned(long pfn) {
    return pfn >= tableFloor && pfn < tableTop || rangeAt(pfn) != null;
  }

  private Range rangeAt(long pfn) {
    for (int i = ranges.size() - 1; i >= 0; i--) {
      if (ranges.get(i).contains(pfn)) {
        return ranges.get(i);
      }
    }
    return null;
  }

  private Range piece(long pfn) {
    for (Range range : memory) {
      if (range.contains(pfn)) {
        return range;
      }
    }
    return null;
  }

  /**
   * Takes the first free frame at or after {@code pfn}, wrapping to the first memory once.
   *
   * @return the frame, or -1 when none is free
   */
  public long takeFrom(long pfn) {
    long found = nextRange(Math.max(0, pfn), 1, 1);
    if (found < 0) {
      found = nextRange(0, 1, 1);
    }
    if (found >= 0) {
      single.add(found);
    }
    return found;
  }

  /** Gives back a frame from {@link #takeFrom} or {@link #takeTable}'s inside placement. */
  public void release(long pfn) {
    single.remove(pfn);
  }

  /**
   * Takes {@code count} contiguous free frames, the first a multiple of {@code align}, at or after
   * {@code pfn}, wrapping once.
   *
   * @return the first frame, or -1
   */
  public long takeRange(long pfn, long count, long align) {
    long found = nextRange(Math.max(0, pfn), count, align);
    if (found < 0) {
      found = nextRange(0, count, align);
    }
    if (found >= 0) {
      ranges.add(new Range(found, found + count));
    }
    return found;
  }

  /** Gives back a range from {@link #takeRange}. */
  public void releaseRange(long start, long count) {
    for (int i = ranges.size() - 1; i >= imageRanges; i--) {
      Range range = ranges.get(i);
      if (range.start == start && range.end == start + count) {
        ranges.remove(i);
        return;
      }
    }
    throw new AssertionError("range [" + start + ", +" + count + ") was never taken");
  }

  /** Whether these are the frames of one {@link #takeRange}. */
  public boolean isRange(long[] pfns) {
    Range range = rangeAt(pfns[0]);
    return range != null
        && range.start == pfns[0]
        && range.end == pfns[0] + pfns.length;
  }

  /** Takes a frame for a table from the part of memory that holds nothing else, or returns -1. */
  public long takeTable() {
    if (!freedTables.isEmpty()) {
      return freedTables.remove(freedTables.size() - 1);
    }
    if (bootTables > 0) {
      return imageFreedTables[--bootTables];
    }
    for (long pfn = tableFloor - 1; pfn >= 0; ) {
      Range user = rangeAt(pfn);
      if (piece(pfn) == null) {
        pfn = endBelow(pfn) - 1;
      } else if (user != null) {
        pfn = user.start - 1;
      } else if (isTakenAlone(pfn)) {
        pfn--;
      } else {
        tableFloor = pfn;
        return pfn;
      }
    }
    return -1;
  }

  /** End of the highest boot memory that ends at or below {@code pfn}, or 0. */
  private long endBelow(long pfn) {
    long end = 0;
    for (Range range : memory) {
      end = range.end <= pfn && range.end > end ? range.end : end;
    }
    return end;
  }

  /** Takes the free frame closest to {@code pfn}, or falls back to {@link #takeTable}. */
  public long takeTableNear(long pfn) {
    for (long distance = 0; distance < NEAR_RADIUS; distance++) {
      if (isFree(pfn + distance)) {
        single.add(pfn + distance);
        return pfn + distance;
      }
      if (isFree(pfn - distance)) {
        single.add(pfn - distance);
        return pfn - distance;
      }
    }
    return takeTable();
  }

  /** Gives back a table frame, wherever it came from; among those apart it stays one of them. */
  public void releaseTable(long pfn) {
    if (single.contains(pfn)) {
      single.remove(pfn);
    }
    if (pfn >= tableFloor && pfn < tableTop) {
      freedTables.add(pfn);
    }
  }

  private long nextRange(long from, long count, long align) {
    long best = -1;
    for (Range piece : memory) {
      if (best >= 0 && piece.start > best) {
        continue;
      }
      long found = nextIn(piece, Math.max(from, piece.start), count, align);
      if (found >= 0 && (best < 0 || found < best)) {
        best = found;
      }
    }
    return best;
  }

  private long nextIn(Range piece, long from, long count, long align) {
    long at = from + align - 1 & -align;
    while (at + count <= piece.end) {
      long past = firstPastUse(at, at + count);
      if (past < 0) {
        return at;
      }
      at = past + align - 1 & -align;
    }
    return -1;
  }

  /** First frame after something in use in [{@code start}, {@code end}), or -1 if all is free. */
  private long firstPastUse(long start, long end) {
    if (start < tableTop && end > tableFloor) {
      return tableTop;
    }
    for (Range range : ranges) {
      if (range.overlaps(start, end)) {
        return range.end;
      }
    }
    long highest = Math.max(single.highestIn(start, end), imageSingle.highestIn(start, end));
    return highest < 0 ? -1 : highest + 1;
  }
}
