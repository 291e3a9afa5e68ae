package io.splitproof.oracle.arch;

/**
 * Bits of a VMSAv8-64 stage-1 descriptor as EL1 with a 48-bit output address uses them.
 *
 * <p>Source: Arm ARM D8.3 (descriptor formats), D8.4 (access control); the software bits are
 * Linux's, {@code arch/arm64/include/asm/pgtable-prot.h}.
 */
public final class Descriptor {

  /** Hardware looks at nothing else when this bit is clear. */
  public static final long VALID = 1L;

  /** With {@link #VALID}: a table above level 3, a page at level 3. */
  public static final long TABLE_OR_PAGE = 1L << 1;

  /** The two bits that tell table, block and page apart. */
  public static final long TYPE_MASK = VALID | TABLE_OR_PAGE;

  /** log2 of one step of AttrIndx, the index into MAIR_EL1. */
  public static final int ATTR_INDEX_SHIFT = 2;

  /** AttrIndx[2:0]. */
  public static final long ATTR_INDEX_MASK = 7L << ATTR_INDEX_SHIFT;

  /** AP[1]: EL0 may access. */
  public static final long USER = 1L << 6;

  /** AP[2]: read-only. */
  public static final long READ_ONLY = 1L << 7;

  /** SH[1:0] = inner shareable. */
  public static final long INNER_SHAREABLE = 3L << 8;

  /** Access flag. */
  public static final long ACCESS_FLAG = 1L << 10;

  /** Not global. */
  public static final long NOT_GLOBAL = 1L << 11;

  /** Linux: invalid to hardware, its fields still meaningful to software; aliases nG. */
  public static final long PRESENT_INVALID = NOT_GLOBAL;

  /** Guarded page (FEAT_BTI). */
  public static final long GUARDED = 1L << 50;

  /** Dirty bit modifier; Linux's PTE_WRITE. */
  public static final long DBM = 1L << 51;

  /** Contiguous. */
  public static final long CONTIGUOUS = 1L << 52;

  /** Privileged execute-never. */
  public static final long PXN = 1L << 53;

  /** Unprivileged execute-never. */
  public static final long UXN = 1L << 54;

  /** Linux: software dirty. */
  public static final long SW_DIRTY = 1L << 55;

  /** Bits 55-58 and 63, ignored by hardware and free for software. */
  public static final long SOFTWARE_MASK = 0xfL << 55 | 1L << 63;

  /** Table descriptor: PXN for everything below. */
  public static final long TABLE_PXN = 1L << 59;

  /** Table descriptor: UXN for everything below. */
  public static final long TABLE_UXN = 1L << 60;

  /** Table descriptor, APTable[0]: no EL0 access below. */
  public static final long TABLE_NO_USER = 1L << 61;

  /** Table descriptor, APTable[1]: no writes below. */
  public static final long TABLE_READ_ONLY = 1L << 62;

  /** AttrIndx of normal write-back memory, as Linux programs MAIR_EL1. */
  public static final int MT_NORMAL = 0;

  /** AttrIndx of normal memory with allocation tags. */
  public static final int MT_NORMAL_TAGGED = 1;

  /** In a realm: the top bit of the IPA space, set where memory is shared with the host. */
  public static final long NS_SHARED = 1L << 47;

  private static final long ADDRESS_47_0 = (1L << 48) - 1;

  private Descriptor() {}

  /** Output or next-table address field of {@code descriptor} at page granularity, in bytes. */
  public static long address(long descriptor, int pageShift) {
    return descriptor & ADDRESS_47_0 & -(1L << pageShift);
  }

  /** Whether hardware walks through or translates with {@code descriptor}. */
  public static boolean isValid(long descriptor) {
    return (descriptor & VALID) != 0;
  }

  /** Whether hardware, meeting {@code descriptor} at {@code level}, continues at a next table. */
  public static boolean isTable(long descriptor, int level) {
    return level < Geometry.PTE && (descriptor & TYPE_MASK) == TYPE_MASK;
  }

  /**
   * Whether a leaf lets EL1 write: AP[2] is clear, or DBM is set, in which case hardware that
   * manages dirty state clears AP[2] at the first write (FEAT_HAFDBS).
   */
  public static boolean permitsWrites(long descriptor) {
    return (descriptor & (READ_ONLY | DBM)) != READ_ONLY;
  }
}
