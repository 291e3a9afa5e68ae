package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.StateDigest;

/** Who owns each frame of memory, by page-frame number; one owner each. */
public final class Frames {

  /** Not memory. */
  public static final int NO_MEMORY = 0;

  /** Memory nobody owns. */
  public static final int FREE = 1;

  /** Kernel image. */
  public static final int IMAGE = 2;

  /** Page table. */
  public static final int TABLE = 3;

  /** KFENCE pool. */
  public static final int KFENCE = 4;

  private static final int BLOCK = 64;
  private static final int AREA = 128;

  private final MachineConfig config;
  private final int shift;
  private final PageRuns owners = new PageRuns();
  private final PageRuns saved = new PageRuns();

  Frames(MachineConfig config) {
    this.config = config;
    this.shift = config.geometry().pageShift();
    for (MachineConfig.Bank bank : config.banks()) {
      owners.set(bank.start() >>> shift, bank.bytes() >>> shift, FREE);
    }
    long imageEnd = config.kernel().bssStop() + config.geometry().pageBytes() - 1 >>> shift;
    long image = config.kernel().text() >>> shift;
    owners.set(image, imageEnd - image, IMAGE);
  }

  /** The owner that is block number {@code block}. */
  public static int block(int block) {
    return BLOCK + block;
  }

  /** The owner that is area number {@code area}. */
  public static int area(int area) {
    return AREA + area;
  }

  /** Owner of frame {@code pfn}. */
  public int owner(long pfn) {
    return pfn < 0 ? NO_MEMORY : owners.get(pfn);
  }

  /** First frame after {@code pfn} that may have another owner. */
  long ownerEnd(long pfn) {
    return owners.runEnd(pfn);
  }

  /** Whether every one of {@code count} frames from {@code pfn} on is memory added after boot. */
  boolean isHotAdded(long pfn, long count) {
    for (long at = pfn; at < pfn + count; at = owners.runEnd(at)) {
      if (owners.get(at) == NO_MEMORY) {
        return false;
      }
    }
    return !overlapsBootMemory(pfn, count);
  }

  /** Whether any of the frames is memory since boot. */
  boolean overlapsBootMemory(long pfn, long count) {
    for (MachineConfig.Bank bank : config.banks()) {
      if (pfn < bank.end() >>> shift && pfn + count > bank.start() >>> shift) {
        return true;
      }
    }
    return false;
  }

  /** Whether any of the frames is memory. */
  boolean overlapsMemory(long pfn, long count) {
    return owners.get(pfn) != NO_MEMORY || owners.runEnd(pfn) < pfn + count;
  }

  /** First owner among the frames that is neither of the two given, or -1. */
  int otherOwner(long pfn, long count, int one, int other) {
    for (long at = pfn; at < pfn + count; at = owners.runEnd(at)) {
      int owner = owners.get(at);
      if (owner != one && owner != other) {
        return owner;
      }
    }
    return -1;
  }

  /** Makes {@code owner} the owner, whoever it was before. */
  public void give(long pfn, long count, int owner) {
    owners.set(pfn, count, owner);
  }

  /**
   * Takes free frames for {@code owner}; returns whose the first other one is, or null if all were
   * free.
   */
  String take(long pfn, long count, int owner) {
    int other = otherOwner(pfn, count, FREE, FREE);
    owners.set(pfn, count, owner);
    return other < 0 ? null : describe(other);
  }

  /** An owner in words without numbers. */
  public static String describe(int owner) {
    return switch (owner) {
      case NO_MEMORY -> "no memory";
      case FREE -> "free";
      case IMAGE -> "kernel image";
      case TABLE -> "page table";
      case KFENCE -> "kfence pool";
      default -> owner >= AREA ? "area" : "block";
    };
  }

  /** Adds who owns what; where tables are alike, only how many there are matters of them. */
  void digest(StateDigest digest) {
    boolean alike = config.tablesAreAlike();
    long tables = 0;
    int before = NO_MEMORY;
    for (int run = 0; run < owners.runs() - 1; run++) {
      int owner = owners.stateOf(run);
      long first = run == 0 ? 0 : owners.endOf(run - 1);
      if (alike && owner == TABLE) {
        tables += owners.endOf(run) - first;
        owner = FREE;
      }
      if (owner != before) {
        digest.add(first);
        digest.add(owner);
        before = owner;
      }
    }
    digest.add(owners.endOf(owners.runs() - 2));
    digest.add(tables);
  }

  void save() {
    saved.copyFrom(owners);
  }

  void restore() {
    owners.copyFrom(saved);
  }
}
