package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.arch.Format;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.reference.PageState;

/**
 * Turns stores into what walkers see of them. A store to a table that no walk reaches changes
 * nothing; one that hooks a table in or out changes everything below it at once.
 *
 * <p>Both sides of a store are looked up in parallel, a run of equal entries at a time.
 */
final class StoreEyes {

  private final Geometry geometry;
  private final Format format;
  private final DescriptorMemory memory;
  private final TablePlaces places;
  private final SightListener listener;
  private final Sight sight = new Sight();
  private final Side before;
  private final Side after;

  StoreEyes(
      Geometry geometry,
      DescriptorMemory memory,
      TablePlaces places,
      boolean realm,
      SightListener listener) {
    this.geometry = geometry;
    this.format = geometry.format();
    this.memory = memory;
    this.places = places;
    this.listener = listener;
    this.before = new Side(geometry, memory, realm);
    this.after = new Side(geometry, memory, realm);
  }

  /** One entry for {@code level} at {@code pa} went from {@code old} to {@code now}. */
  void stored(long pa, int level, long old, long now) {
    long va = old == now ? TableShadow.UNREACHABLE : places.va(pa, level);
    if (va != TableShadow.UNREACHABLE) {
      show(pa, level, va, geometry.bytes(level), old, now);
    }
  }

  /**
   * {@code count} neighbouring entries are about to become {@code first}, {@code first + step} and
   * so on. They count as stored one after the other, but no table may be among the new ones.
   */
  void filling(long pa, int level, int count, long first, long step) {
    long va = places.va(pa, level);
    if (va == TableShadow.UNREACHABLE) {
      return;
    }
    long unit = geometry.bytes(level);
    for (int i = 0; i < count; ) {
      long at = pa + 8L * i;
      long old = memory.read(at);
      int run = 1;
      if (!format.isTable(old, level) && (step == unit || first == 0)) {
        run = memory.runLength(at, count - i, old == 0 ? 0 : unit);
      }
      long now = first + i * step;
      if (old != now) {
        show(at, level, va + i * unit, run * unit, old, now);
      }
      i += run;
    }
  }

  private void show(long pa, int level, long va, long bytes, long old, long now) {
    long bits = places.bitsAbove();
    sight.entryPa = pa;
    before.begin(level, va, old, bits);
    after.begin(level, va, now, bits);
    if (!before.isTable && !after.isTable) {
      show(va, bytes);
      return;
    }
    unhook(level, va, old);
    long end = va + bytes;
    for (long at = va; at < end; at = sight.end()) {
      before.seek(at);
      after.seek(at);
      long next = Math.min(end, Math.min(before.end(end), after.end(end)));
      show(at, next - at);
    }
  }

  private void show(long va, long bytes) {
    sight.va = va;
    sight.bytes = bytes;
    fill(va);
    if (sight.beforeDescriptor != 0 || sight.afterDescriptor != 0) {
      listener.seen(sight);
    }
  }

  /** Announces the table that {@code old} points to, if any, and all tables below it. */
  private void unhook(int level, long va, long old) {
    if (!format.isTable(old, level)) {
      return;
    }
    long table = format.table(old);
    listener.unhooked(table, va, va + geometry.bytes(level));
    for (int i = 0; level + 1 < Geometry.PTE && i < geometry.entries(level + 1); i++) {
      unhook(level + 1, va + i * geometry.bytes(level + 1), memory.read(table + 8L * i));
    }
  }

  private void fill(long at) {
    sight.before = before.state;
    sight.beforePa = before.outputAddress(at);
    sight.beforeSize = before.size;
    sight.beforeDescriptor = before.descriptor;
    sight.after = after.state;
    sight.afterPa = after.outputAddress(at);
    sight.afterSize = after.size;
    sight.afterDescriptor = after.descriptor;
  }

  /** One side of a store: an entry, and what is below it if it is a table. */
  private static final class Side {

    /** Kind of an empty entry; a bit that no other kind has. */
    private static final long NOTHING = Descriptor.NS_SHARED >>> 1;

    private final Geometry geometry;
    private final Format format;
    private final DescriptorMemory memory;
    private final boolean realm;

    /** What the kind of an entry is made of. */
    private final long attributes;

    private int topLevel;
    private long top;
    private long topBits;
    private boolean isTable;

    /** What {@link #state} and {@link #size} were last made of, and depend on alone. */
    private long kind;

    private int kindLevel = -1;
    private long kindBits;

    /** Where the run of entries like the deciding one begins and ends. */
    private long first;

    private long runEnd;

    long descriptor;
    int state;
    long size;

    Side(Geometry geometry, DescriptorMemory memory, boolean realm) {
      this.geometry = geometry;
      this.format = geometry.format();
      this.memory = memory;
      this.realm = realm;
      this.attributes = format.attributeMask();
    }

    void begin(int level, long va, long entry, long bits) {
      topLevel = level;
      top = entry;
      topBits = bits;
      isTable = format.isTable(entry, level);
      runEnd = va;
      if (!isTable) {
        decide(level, va, entry, bits);
      }
    }

    /** First address after {@code at} that may be decided otherwise. */
    long end(long limit) {
      return isTable ? runEnd : limit;
    }

    /** Finds what decides {@code at}; addresses only grow. */
    void seek(long at) {
      if (!isTable || at < runEnd) {
        return;
      }
      long entry = top;
      long bits = topBits;
      int here = topLevel;
      long entryPa = 0;
      while (format.isTable(entry, here)) {
        bits |= format.tableBits(entry);
        long table = format.table(entry);
        here++;
        entryPa = table + 8L * geometry.index(at, here);
        entry = memory.read(entryPa);
      }
      decide(here, at & -geometry.bytes(here), entry, bits);
      int room = geometry.entries(here) - geometry.index(at, here);
      int run = memory.runLength(entryPa, room, entry == 0 ? 0 : geometry.bytes(here));
      runEnd = first + ((long) run << geometry.shift(here));
    }

    private void decide(int level, long va, long entry, long bits) {
      this.first = va;
      this.descriptor = entry;
      long kind = entry == 0 ? NOTHING : entry & attributes;
      if (kind != this.kind || level != kindLevel || bits != kindBits) {
        this.kind = kind;
        this.kindLevel = level;
        this.kindBits = bits;
        classify(level, entry, bits);
      }
    }

    private void classify(int level, long entry, long bits) {
      this.state = PageState.software(format, entry, level, bits, realm);
      boolean group = format.isContiguous(entry);
      this.size = geometry.bytes(level) * (group ? geometry.contiguous(level) : 1);
    }

    long outputAddress(long at) {
      long address = format.output(descriptor, kindLevel);
      return (realm ? address & ~Descriptor.NS_SHARED : address) + (at - first);
    }
  }
}
