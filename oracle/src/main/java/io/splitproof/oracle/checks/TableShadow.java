package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.arch.Format;
import io.splitproof.oracle.arch.Geometry;

/**
 * Which frames are live tables, for which level, and which entry points to each: kept from stores,
 * so that an entry's virtual address is known without a walk. What boot left comes back by undoing
 * what was put since.
 *
 * <p>A frame's record is one long: physical address of the entry that points to it, level, whether
 * it is a live table, and how many entries point to it.
 */
final class TableShadow {

  /** Answer of {@link #va} for an entry that no walk reaches. */
  static final long UNREACHABLE = 1;

  /** Answer of {@link #levelAt} for a frame that is no live table. */
  static final int NO_TABLE = -1;

  private static final long LEVEL_MASK = 3;
  private static final long LIVE = 1L << 2;
  private static final long PARENT_MASK = (1L << 48) - 8;
  private static final int HOOKS_SHIFT = 56;
  private static final long HOOK = 1L << HOOKS_SHIFT;

  private final Geometry geometry;
  private final Format format;
  private final int pageShift;
  private LongMap records = new LongMap();

  /** Frames whose record was put since boot, and what it was before; oldest first. */
  private final LongList changed = new LongList();

  private final LongList changedFrom = new LongList();
  private final LongList touched = new LongList();
  private DescriptorMemory memory;
  private long rootPfn;
  private long lastPfn = -1;
  private int lastLevel;
  private int live;
  private int liveAtBoot;
  private int version;
  private long suspect;

  TableShadow(Geometry geometry) {
    this.geometry = geometry;
    this.format = geometry.format();
    this.pageShift = geometry.pageShift();
  }

  /** Begins with the root table alone. */
  void attach(DescriptorMemory memory, long rootPa) {
    this.memory = memory;
    records = new LongMap();
    touched.clear();
    rootPfn = rootPa >>> pageShift;
    live = 1;
    put(rootPfn, geometry.rootLevel() | LIVE | HOOK);
  }

  /** Adds a table found by walking; returns false if it was known, so reachable in two ways. */
  boolean found(long pa, int level, long entryPa) {
    if (isLive(pa)) {
      return false;
    }
    live++;
    put(pa >>> pageShift, entryPa | level | LIVE | HOOK);
    return true;
  }

  /** Makes what is known now the state that {@link #reset()} returns to. */
  void save() {
    changed.clear();
    changedFrom.clear();
    liveAtBoot = live;
  }

  void reset() {
    for (int i = changed.size() - 1; i >= 0; i--) {
      records.put(changed.get(i), changedFrom.get(i));
    }
    changed.clear();
    changedFrom.clear();
    touched.clear();
    forget();
    live = liveAtBoot;
  }

  /** From here on touched tables are remembered anew. */
  void begin() {
    touched.clear();
  }

  /** Number of live tables. */
  int live() {
    return live;
  }

  private long record(long pfn) {
    return records.get(pfn);
  }

  private void put(long pfn, long record) {
    changed.add(pfn);
    changedFrom.add(records.get(pfn));
    records.put(pfn, record);
    forget();
  }

  /** What was answered before may be wrong now: a table changed, or a frame that is none. */
  void forget() {
    lastPfn = -1;
    version++;
  }

  private static long hooks(long record) {
    return record >>> HOOKS_SHIFT;
  }

  /** Whether the frame at {@code pa} is a live table. */
  boolean isLive(long pa) {
    return (record(pa >>> pageShift) & LIVE) != 0;
  }

  /** Level of the live table that {@code pa} lies in, or {@link #NO_TABLE}. */
  int levelAt(long pa) {
    long pfn = pa >>> pageShift;
    if (pfn != lastPfn) {
      long record = record(pfn);
      lastLevel = (record & LIVE) != 0 ? (int) (record & LEVEL_MASK) : NO_TABLE;
      lastPfn = pfn;
    }
    return lastLevel;
  }

  /** Whether an entry points to the table at {@code pa}. */
  boolean isHooked(long pa) {
    return hooks(record(pa >>> pageShift)) > 0;
  }

  /** Level of the entries in the live table at {@code pa}. */
  int level(long pa) {
    return (int) (record(pa >>> pageShift) & LEVEL_MASK);
  }

  /**
   * Whether the table at {@code pa} is live, for {@code level}, and {@code entryPa} its one way in.
   */
  boolean isProper(long pa, int level, long entryPa) {
    return record(pa >>> pageShift) == (entryPa | level | LIVE | HOOK);
  }

  /** A frame became a table. */
  void allocated(long pa, int level) {
    long pfn = pa >>> pageShift;
    live++;
    put(pfn, record(pfn) & -HOOK | level | LIVE);
    touched.add(pfn);
  }

  /** A table went back; what it still points to loses this way in. */
  void freed(long pa) {
    long pfn = pa >>> pageShift;
    long record = record(pfn);
    live -= (record & LIVE) != 0 ? 1 : 0;
    int level = (int) (record & LEVEL_MASK);
    put(pfn, record & -HOOK | record & PARENT_MASK);
    touched.add(pfn);
    clearing(pa, level, geometry.entries(level));
  }

  /** {@code count} entries from {@code pa} on are about to be overwritten. */
  void clearing(long pa, int level, int count) {
    if (level == Geometry.PTE) {
      return;
    }
    for (int i = 0, run; i < count; i += run) {
      long descriptor = memory.read(pa + 8L * i);
      if (format.isTable(descriptor, level)) {
        unhook(descriptor);
        run = 1;
      } else {
        long step = descriptor == 0 ? 0 : geometry.bytes(level);
        run = memory.runLength(pa + 8L * i, count - i, step);
      }
    }
  }

  /** An entry of a live table for {@code level} was stored. */
  void stored(long pa, int level, long before, long after) {
    if (format.isTable(before, level)) {
      unhook(before);
    }
    if (format.isTable(after, level)) {
      hook(after, pa);
    }
  }

  private void hook(long descriptor, long entryPa) {
    long pfn = format.table(descriptor) >>> pageShift;
    put(pfn, (record(pfn) & ~PARENT_MASK) + HOOK | entryPa);
    touched.add(pfn);
  }

  private void unhook(long descriptor) {
    long pfn = format.table(descriptor) >>> pageShift;
    long record = record(pfn);
    if (hooks(record) > 0) {
      put(pfn, record - HOOK);
      touched.add(pfn);
    }
  }

  /**
   * What is wrong with the tables touched since {@link #begin()}, in words without numbers, or
   * null.
   */
  String complaint() {
    for (int i = 0; i < touched.size(); i++) {
      long record = record(touched.get(i));
      boolean isLive = (record & LIVE) != 0;
      suspect = touched.get(i) << pageShift;
      if (isLive && hooks(record) == 0) {
        return "a table leaked: allocated, hooked in nowhere, not freed";
      } else if (isLive && hooks(record) > 1) {
        return "a table reachable in two ways";
      } else if (!isLive && hooks(record) > 0) {
        return "an entry that points to a frame that is no table";
      }
    }
    return null;
  }

  /** Physical address of the table that {@link #complaint} last complained of. */
  long suspect() {
    return suspect;
  }

  /** Changes whenever a table is made, freed, or hooked in or out. */
  int version() {
    return version;
  }

  /**
   * Physical address of the entry that points to the table {@code pa} lies in, or {@link
   * #UNREACHABLE} if that is the root or hooked in nowhere.
   */
  long parent(long pa) {
    long pfn = pa >>> pageShift;
    long record = record(pfn);
    return pfn == rootPfn || hooks(record) == 0 ? UNREACHABLE : record & PARENT_MASK;
  }

  /** Virtual address that the entry at {@code pa} is for, or {@link #UNREACHABLE}. */
  long va(long pa) {
    long va = geometry.rootStart();
    long entryPa = pa;
    while (true) {
      long record = record(entryPa >>> pageShift);
      if ((record & LIVE) == 0 || hooks(record) == 0) {
        return UNREACHABLE;
      }
      int level = (int) (record & LEVEL_MASK);
      long index = (entryPa & (geometry.pageBytes() - 1)) >>> 3;
      va += index << geometry.shift(level);
      if (entryPa >>> pageShift == rootPfn) {
        return va;
      }
      if (level <= geometry.rootLevel()) {
        return UNREACHABLE;
      }
      entryPa = record & PARENT_MASK;
    }
  }
}
