package io.splitproof.oracle.contract;

import io.splitproof.oracle.arch.Geometry;
import java.util.List;

/**
 * Everything about a machine that a program fixes before its first operation.
 *
 * @param geometry granule and address sizes
 * @param banks memory, ascending, not touching; addresses in bytes
 * @param kernel where the kernel image lies, in bytes of physical address
 * @param bbml2 which CPUs have FEAT_BBM level 2 without conflict aborts
 * @param cpus CPUs online once booted, at least 1
 * @param rodata the {@code rodata=} setting
 * @param kfence whether and when KFENCE gets its pool
 * @param debugPagealloc whether free pages are unmapped from the linear map
 * @param realm whether this is a confidential guest
 * @param nonGlobal whether kernel mappings carry nG (KPTI)
 * @param bti whether kernel code pages are guarded
 * @param tables where run-time table frames come from
 * @param stage how far boot has come when the program starts
 */
public record MachineConfig(
    Geometry geometry,
    List<Bank> banks,
    KernelImage kernel,
    Bbml2 bbml2,
    int cpus,
    Rodata rodata,
    Kfence kfence,
    boolean debugPagealloc,
    boolean realm,
    boolean nonGlobal,
    boolean bti,
    TablePlacement tables,
    Stage stage) {

  /** Memory [{@code start}, {@code start + bytes}), physical, in bytes. */
  public record Bank(long start, long bytes) {

    /** First address after the bank. */
    public long end() {
      return start + bytes;
    }
  }

  /**
   * The kernel image; physical addresses in bytes.
   *
   * @param text {@code _text}, where the image begins
   * @param stext {@code _stext}, where its code begins
   * @param initBegin {@code __init_begin}, end of text and read-only data
   * @param initEnd {@code __init_end}, start of data
   * @param bssStop {@code __bss_stop}, end of data
   */
  public record KernelImage(long text, long stext, long initBegin, long initEnd, long bssStop) {}

  /** Which CPUs have FEAT_BBM level 2. */
  public enum Bbml2 {
    /** All. */
    ALL,
    /** Only the boot CPU. */
    BOOT,
    /** None. */
    NONE
  }

  /** The {@code rodata=} setting, by Linux 7.2's names. */
  public enum Rodata {
    /** Linear aliases follow {@code set_memory_ro} and {@code _rw}. */
    FULL,
    /** Kernel image read-only, aliases left alone. */
    NOALIAS,
    /** Nothing is made read-only at boot. */
    OFF
  }

  /** When KFENCE gets its pool. */
  public enum Kfence {
    /** Not built in. */
    NONE,
    /** While the linear map is made. */
    EARLY,
    /** Maybe later, on request. */
    LATE
  }

  /** Where run-time table frames come from. */
  public enum TablePlacement {
    /** A part of memory that holds nothing else. */
    APART,
    /** The free frame closest to the address whose mapping is being changed. */
    INSIDE
  }

  /** How far boot has come. */
  public enum Stage {
    /** Page allocator up, one CPU, capabilities not finalised, image still writable. */
    EARLY,
    /** All CPUs up, capabilities finalised, {@code mark_rodata_ro} done. */
    BOOTED
  }

  /**
   * Lowest physical address of memory, rounded down so that the linear map keeps block alignment:
   * to a PUD block (4K), a contiguous PMD group (16K) or a PMD block (64K). On x86-64 always 0.
   */
  public long memstart() {
    if (geometry.isX86()) {
      return 0;
    }
    long align =
        switch (geometry.pageShift()) {
          case 12 -> geometry.bytes(Geometry.PUD);
          case 14 -> geometry.bytes(Geometry.PMD) * geometry.contPmds();
          default -> geometry.bytes(Geometry.PMD);
        };
    return Geometry.alignDown(banks.get(0).start(), align);
  }

  /** Linear-map address of physical address {@code pa}. */
  public long linearVa(long pa) {
    return pa - memstart() + geometry.linearStart();
  }

  /** Whether the linear map reaches physical address {@code pa}; what is outside names no page. */
  public boolean hasLinearVa(long pa) {
    return pa >= memstart() && pa - memstart() < geometry.linearEnd() - geometry.linearStart();
  }

  /** Physical address behind linear-map address {@code va}. */
  public long linearPa(long va) {
    return va - geometry.linearStart() + memstart();
  }

  /** Whether [{@code pa}, {@code pa + bytes}) is memory since boot. */
  public boolean isBootMemory(long pa, long bytes) {
    for (Bank bank : banks) {
      if (pa >= bank.start() && bytes <= bank.bytes() && pa <= bank.end() - bytes) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether it makes no difference which frame a table is in: tables come from frames that nothing
   * else ever uses, and their linear aliases do not change with their use.
   */
  public boolean tablesAreAlike() {
    return tables == TablePlacement.APART && !debugPagealloc;
  }

  /** Whether every CPU that boots has BBML2. */
  public boolean allBbml2() {
    return bbml2 == Bbml2.ALL || bbml2 == Bbml2.BOOT && cpus == 1;
  }
}
