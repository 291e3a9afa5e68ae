package io.splitproof.oracle.arch;

/**
 * What hardware makes of one virtual address: the effective translation, or a fault.
 *
 * @param va first address the deciding descriptor covers
 * @param bytes how much it covers
 * @param level level of the deciding descriptor
 * @param descriptor the deciding descriptor, raw
 * @param descriptorPa where it lies
 * @param fault why there is no translation, or {@link Fault#NONE}
 * @param tableBits hierarchical bits 59-62 met on the way, or-ed together
 */
public record Translation(
    long va,
    long bytes,
    int level,
    long descriptor,
    long descriptorPa,
    Fault fault,
    long tableBits) {

  /** Why a walk yields no translation. */
  public enum Fault {
    /** There is a translation. */
    NONE,
    /** A descriptor on the way is invalid. */
    INVALID,
    /** The encoding is reserved: 01 at level 3, or a block where the granule has none. */
    RESERVED,
    /** The access flag is clear. */
    ACCESS_FLAG
  }

  /** Whether there is a translation. */
  public boolean isMapped() {
    return fault == Fault.NONE;
  }

  /** Physical address that {@code address}, inside this translation, goes to. */
  public long outputAddress(long address, int pageShift) {
    return Descriptor.address(descriptor, pageShift) & -bytes | address & (bytes - 1);
  }

  /**
   * Whether EL1 may write: the leaf permits it, and APTable[1] of every table on the way is clear.
   */
  public boolean writable() {
    return isMapped()
        && Descriptor.permitsWrites(descriptor)
        && (tableBits & Descriptor.TABLE_READ_ONLY) == 0;
  }

  /** Whether EL1 may execute: PXN of the leaf and PXNTable of every table on the way are clear. */
  public boolean executable() {
    return isMapped()
        && (descriptor & Descriptor.PXN) == 0
        && (tableBits & Descriptor.TABLE_PXN) == 0;
  }

  /** Whether EL0 may access: AP[1] set and APTable[0] clear everywhere. */
  public boolean user() {
    return isMapped()
        && (descriptor & Descriptor.USER) != 0
        && (tableBits & Descriptor.TABLE_NO_USER) == 0;
  }

  /** AttrIndx of the leaf: the memory type. */
  public int memoryType() {
    return (int) ((descriptor & Descriptor.ATTR_INDEX_MASK) >>> Descriptor.ATTR_INDEX_SHIFT);
  }

  /** Whether the leaf carries {@code bits}. */
  public boolean has(long bits) {
    return (descriptor & bits) == bits;
  }
}
