package io.splitproof.oracle.reference;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.StateDigest;
import java.util.Arrays;

/** The objects a program names: areas, blocks of frames, and the KFENCE pool. */
public final class Objects {

  /** Object numbers are 0 up to this. */
  public static final int LIMIT = 64;

  /** Returned by {@link #resolve} where an address names nothing. 0 is no kernel address. */
  public static final long NOWHERE = 0;

  private final MachineConfig config;
  private final int shift;
  private final Area[] areas = new Area[LIMIT];
  private final Area[] live = new Area[LIMIT];
  private int liveCount;
  private final long[] blockFirst = new long[LIMIT];
  private final long[] blockPages = new long[LIMIT];
  private long kfenceFirst = -1;
  private long kfencePages;
  private long savedKfenceFirst = -1;
  private long savedKfencePages;

  Objects(MachineConfig config) {
    this.config = config;
    this.shift = config.geometry().pageShift();
  }

  /** Area number {@code number}, or null if there is none now. */
  public Area area(int number) {
    return number < 0 || number >= LIMIT ? null : areas[number];
  }

  void putArea(Area area) {
    areas[area.number()] = area;
    live[liveCount++] = area;
  }

  void removeArea(int number) {
    for (int i = 0; i < liveCount; i++) {
      if (live[i] == areas[number]) {
        live[i] = live[--liveCount];
      }
    }
    areas[number] = null;
  }

  /** The live area whose pages or guard page {@code va} lies in, or null. */
  public Area areaAt(long va) {
    for (int i = 0; i < liveCount; i++) {
      if (va >= live[i].va() && va < live[i].end(shift)) {
        return live[i];
      }
    }
    return null;
  }

  /** A live area that [{@code start}, {@code end}) overlaps, guard pages included, or null. */
  public Area areaIn(long start, long end) {
    for (int i = 0; i < liveCount; i++) {
      if (start < live[i].end(shift) && end > live[i].va()) {
        return live[i];
      }
    }
    return null;
  }

  /** First address after all live areas, guard pages included; the lowest there is if none is. */
  long highestArea() {
    long highest = Long.MIN_VALUE;
    for (int i = 0; i < liveCount; i++) {
      highest = Math.max(highest, live[i].end(shift));
    }
    return highest;
  }

  /** Whether there is a block of that number now. */
  public boolean hasBlock(int number) {
    return number >= 0 && number < LIMIT && blockPages[number] > 0;
  }

  /** First frame of a block that exists. */
  public long blockFirst(int number) {
    return blockFirst[number];
  }

  /** Frames in a block that exists. */
  public long blockPages(int number) {
    return blockPages[number];
  }

  void putBlock(int number, long pfn, long pages) {
    blockFirst[number] = pfn;
    blockPages[number] = pages;
  }

  void removeBlock(int number) {
    blockPages[number] = 0;
  }

  /** Whether any of {@code count} frames from {@code pfn} on is behind an area that borrowed it. */
  boolean isLent(long pfn, long count) {
    for (int i = 0; i < liveCount; i++) {
      if (live[i].lender() < 0) {
        continue;
      }
      for (long lent : live[i].pfns()) {
        if (lent >= pfn && lent < pfn + count) {
          return true;
        }
      }
    }
    return false;
  }

  void putKfence(long pfn, long pages) {
    kfenceFirst = pfn;
    kfencePages = pages;
  }

  /** Whether there is a KFENCE pool. */
  public boolean hasKfence() {
    return kfenceFirst >= 0;
  }

  /** First frame of the pool. */
  public long kfenceFirst() {
    return kfenceFirst;
  }

  /** Pages in the pool. */
  public long kfencePages() {
    return kfencePages;
  }

  /** Whether {@code va} is a linear address in the KFENCE pool. */
  boolean isKfence(long va) {
    if (kfenceFirst < 0) {
      return false;
    }
    long offset = va - config.linearVa(kfenceFirst << shift);
    return offset >= 0 && offset < kfencePages << shift;
  }

  /**
   * Virtual address that {@code address} means now, or {@link #NOWHERE} if its object is not there.
   */
  public long resolve(Address address) {
    return switch (address.base()) {
      case AREA -> {
        Area area = area(address.object());
        yield area == null ? NOWHERE : area.va() + address.offset();
      }
      case BLOCK ->
          hasBlock(address.object())
              ? linear((blockFirst[address.object()] << shift) + address.offset())
              : NOWHERE;
      case PHYSICAL -> linear(address.offset());
      case BACKING -> backing(area(address.object()), address.offset());
    };
  }

  private long linear(long pa) {
    return config.hasLinearVa(pa) ? config.linearVa(pa) : NOWHERE;
  }

  private long backing(Area area, long offset) {
    long page = offset >> shift;
    if (area == null || page < 0 || page >= area.pages()) {
      return NOWHERE;
    }
    long within = offset - Geometry.alignDown(offset, config.geometry().pageBytes());
    return config.linearVa(area.pfns()[(int) page] << shift) + within;
  }

  void digest(StateDigest digest) {
    for (int number = 0; number < LIMIT; number++) {
      if (areas[number] != null) {
        areas[number].digest(digest);
      }
      if (blockPages[number] > 0) {
        digest.add(number);
        digest.add(blockFirst[number]);
        digest.add(blockPages[number]);
      }
    }
    digest.add(kfenceFirst);
  }

  void save() {
    savedKfenceFirst = kfenceFirst;
    savedKfencePages = kfencePages;
  }

  void restore() {
    for (int i = 0; i < liveCount; i++) {
      areas[live[i].number()] = null;
    }
    liveCount = 0;
    Arrays.fill(blockPages, 0);
    kfenceFirst = savedKfenceFirst;
    kfencePages = savedKfencePages;
  }
}
