package io.splitproof.oracle.arch;

import java.util.List;

/**
 * Shape of one translation regime: which part of an address each level of the walk uses.
 *
 * <p>An entry at level L maps {@code 2^shift(L)} bytes. Level 3 holds pages (Linux: PTE), level 2
 * is Linux's PMD, level 1 its PUD, level 0 its PGD; a walk starts at {@link #rootLevel()}. The
 * geometry is data, so that a scaled-down world runs through the same code.
 *
 * <p>Source: Arm ARM D8.2 (translation granules, sizes of translation tables), D8.5.2 (Contiguous
 * bit); Linux {@code arch/arm64/include/asm/pgtable-hwdef.h}, {@code asm/memory.h}; {@code
 * Documentation/arch/x86/x86_64/mm.rst}.
 */
public final class Geometry {

  /** Level of pages. */
  public static final int PTE = 3;

  /** Level of the smallest blocks. */
  public static final int PMD = 2;

  /** Level of the largest blocks of the 4K granule. */
  public static final int PUD = 1;

  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  private static final List<Geometry> REAL =
      List.of(
          new Geometry("4K/48", 12, 9, 48, 16, 16, 128 * MIB),
          new Geometry("4K/39", 12, 9, 39, 16, 16, 128 * MIB),
          new Geometry("16K/48", 14, 11, 48, 128, 32, 128 * MIB),
          new Geometry("16K/47", 14, 11, 47, 128, 32, 128 * MIB),
          new Geometry("64K/48", 16, 13, 48, 32, 32, 512 * MIB),
          new Geometry("64K/42", 16, 13, 42, 32, 32, 512 * MIB));

  /** x86-64 with 4 levels: a direct map of 64 TiB, then the vmalloc area, each at its own base. */
  private static final Geometry X86 = new Geometry("x86/48");

  private static final long TIB = 1L << 40;

  /** Pages in a real kernel's KFENCE pool: two for each of 255 objects, and two more. */
  private static final int KFENCE_PAGES = 512;

  /** Worlds of a few dozen pages with real descriptors, for looking at everything they can do. */
  private static final List<Geometry> SMALL =
      List.of(
          new Geometry("tiny/20", 12, 2, 20, 2, 2, 8 << 12, 4, 4 << 12),
          new Geometry("tiny/21", 12, 3, 21, 4, 2, 8 << 12, 4, 8 << 12));

  private final String name;
  private final int pageShift;
  private final int indexBits;
  private final int vaBits;
  private final int contPtes;
  private final int contPmds;
  private final long hotplugBytes;
  private final int kfencePages;
  private final long linearStart;
  private final long linearEnd;
  private final long vmallocStart;
  private final long vmallocEnd;
  private final int rootLevel;
  private final int rootEntries;
  private final Format format;

  /**
   * Describes a geometry.
   *
   * @param name what programs and reports call it, for example {@code 4K/48}
   * @param pageShift log2 of the page size in bytes
   * @param indexBits address bits resolved by one full table, which has {@code 2^indexBits} entries
   * @param vaBits size of the upper VA range in bits
   * @param contPtes pages in a contiguous group at level 3
   * @param contPmds blocks in a contiguous group at level 2
   * @param hotplugBytes granularity of memory hot-add and hot-remove, in bytes
   */
  public Geometry(
      String name,
      int pageShift,
      int indexBits,
      int vaBits,
      int contPtes,
      int contPmds,
      long hotplugBytes) {
    this(
        name, pageShift, indexBits, vaBits, contPtes, contPmds, hotplugBytes, KFENCE_PAGES,
        2 * GIB);
  }

  /**
   * Describes a geometry with sizes that are the same in every real one.
   *
   * @param kfencePages pages in the KFENCE pool, a power of two of at least 4
   * @param modulesBytes room for modules between the linear map and the vmalloc area, in bytes
   */
  private Geometry(
      String name,
      int pageShift,
      int indexBits,
      int vaBits,
      int contPtes,
      int contPmds,
      long hotplugBytes,
      int kfencePages,
      long modulesBytes) {
    this.name = name;
    this.pageShift = pageShift;
    this.indexBits = indexBits;
    this.vaBits = vaBits;
    this.contPtes = contPtes;
    this.contPmds = contPmds;
    this.hotplugBytes = hotplugBytes;
    this.kfencePages = kfencePages;
    linearStart = -(1L << vaBits);
    linearEnd = -(1L << vaBits - 1);
    vmallocStart = linearEnd + modulesBytes;
    vmallocEnd = linearEnd + (1L << vaBits - 2);
    format = new Arm64Format(pageShift, indexBits);
    int level = PTE;
    while (shift(level) + indexBits < vaBits) {
      level--;
    }
    rootLevel = level;
    rootEntries = 1 << (vaBits - shift(level));
  }

  /** Describes x86-64 with 48 bits of address, as Linux without KASLR lays it out. */
  private Geometry(String name) {
    this.name = name;
    pageShift = 12;
    indexBits = 9;
    vaBits = 48;
    contPtes = 1;
    contPmds = 1;
    hotplugBytes = 128 * MIB;
    kfencePages = KFENCE_PAGES;
    linearStart = 0xffff888000000000L;
    linearEnd = linearStart + 64 * TIB;
    vmallocStart = 0xffffc90000000000L;
    vmallocEnd = vmallocStart + 32 * TIB;
    format = new X86Format();
    rootLevel = 0;
    rootEntries = 1 << indexBits;
  }

  /** Returns the geometry of x86-64 that the project judges. */
  public static Geometry x86() {
    return X86;
  }

  /** Whether this is {@link #x86()}. */
  public boolean isX86() {
    return this == X86;
  }

  /** Returns the geometries Linux can be configured for on arm64 that the project judges. */
  public static List<Geometry> real() {
    return REAL;
  }

  /**
   * Returns scaled-down geometries that no kernel can be configured for. A 4K page keeps the
   * descriptors real; tables have only a few entries in use.
   */
  public static List<Geometry> small() {
    return SMALL;
  }

  /** Whether this is one of {@link #small()}. */
  public boolean isSmall() {
    return SMALL.contains(this);
  }

  /**
   * Returns the real geometry of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static Geometry named(String name) {
    for (Geometry geometry : REAL) {
      if (geometry.name.equals(name)) {
        return geometry;
      }
    }
    throw new IllegalArgumentException(
        "no geometry '" + name + "'; known: " + REAL.stream().map(Geometry::name).toList());
  }

  /** What programs and reports call it. */
  public String name() {
    return name;
  }

  /** log2 of the page size in bytes. */
  public int pageShift() {
    return pageShift;
  }

  /** Address bits that one full table resolves. */
  public int indexBits() {
    return indexBits;
  }

  /** Size of the upper VA range in bits. */
  public int vaBits() {
    return vaBits;
  }

  /** Pages in a contiguous group at level 3. */
  public int contPtes() {
    return contPtes;
  }

  /** Blocks in a contiguous group at level 2. */
  public int contPmds() {
    return contPmds;
  }

  /** Granularity of memory hot-add and hot-remove, in bytes. */
  public long hotplugBytes() {
    return hotplugBytes;
  }

  /** Pages in the KFENCE pool. */
  public int kfencePages() {
    return kfencePages;
  }

  /**
   * Pages that are too many for invalidating one after the other, so that Linux invalidates all:
   * {@code MAX_DVM_OPS} on arm64, one more than {@code tlb_single_page_flush_ceiling} on x86-64.
   */
  public long flushAllPages() {
    return isX86() ? 34 : 1L << indexBits;
  }

  /** Level at which a walk starts: the deepest level whose table covers the whole VA range. */
  public int rootLevel() {
    return rootLevel;
  }

  /** log2 of the bytes one entry at {@code level} maps. */
  public int shift(int level) {
    return pageShift + indexBits * (PTE - level);
  }

  /** Bytes one entry at {@code level} maps. */
  public long bytes(int level) {
    return 1L << shift(level);
  }

  /** Bytes in a page. */
  public long pageBytes() {
    return 1L << pageShift;
  }

  /**
   * Number of entries in a table at {@code level}; the root table may be smaller or concatenated.
   */
  public int entries(int level) {
    return level == rootLevel ? rootEntries : 1 << indexBits;
  }

  /** Index into the table at {@code level} that a walk of {@code va} uses. */
  public int index(long va, int level) {
    long offset = va & (1L << vaBits) - 1;
    return (int) (offset >>> shift(level)) & (1 << indexBits) - 1;
  }

  /** Entries in a contiguous group at {@code level}; 1 where the Contiguous bit is not used. */
  public int contiguous(int level) {
    return level == PTE ? contPtes : level == PMD ? contPmds : 1;
  }

  /**
   * Whether a descriptor at {@code level} may map memory: pages, PMD blocks, and 4K's PUD blocks.
   */
  public boolean leafAllowed(int level) {
    return level == PTE || level == PMD || level == PUD && pageShift == 12;
  }

  /** How its entries are written. */
  public Format format() {
    return format;
  }

  /** First of the kernel's addresses: the one that the first entry of a root table is for. */
  public long rootStart() {
    return -(1L << vaBits);
  }

  /** First address of the linear map (Linux PAGE_OFFSET). */
  public long linearStart() {
    return linearStart;
  }

  /** First address after the linear map (Linux PAGE_END); modules follow on arm64. */
  public long linearEnd() {
    return linearEnd;
  }

  /** First address of the area that vmalloc and execmem hand out from. */
  public long vmallocStart() {
    return vmallocStart;
  }

  /** First address after that area. */
  public long vmallocEnd() {
    return vmallocEnd;
  }

  /** Whether {@code va} lies in the linear map. */
  public boolean inLinearMap(long va) {
    return va >= linearStart() && va < linearEnd();
  }

  /** {@code address} rounded down to a multiple of {@code bytes}, a power of two. */
  public static long alignDown(long address, long bytes) {
    return address & -bytes;
  }

  /** {@code address} rounded up to a multiple of {@code bytes}, a power of two. */
  public static long alignUp(long address, long bytes) {
    return alignDown(address + bytes - 1, bytes);
  }

  /** Geometries are equal if they are called the same and every size is the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Geometry that
        && name.equals(that.name)
        && pageShift == that.pageShift
        && indexBits == that.indexBits
        && vaBits == that.vaBits
        && contPtes == that.contPtes
        && contPmds == that.contPmds
        && hotplugBytes == that.hotplugBytes
        && kfencePages == that.kfencePages
        && linearStart == that.linearStart
        && vmallocStart == that.vmallocStart;
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
