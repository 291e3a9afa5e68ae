package io.splitproof.oracle.arch;

/**
 * What hardware makes of one virtual address: the effective translation, or a fault.
 *
 * @param format how entries are written
 * @param va first address the deciding descriptor covers
 * @param bytes how much it covers
 * @param level level of the deciding descriptor
 * @param descriptor the deciding descriptor, raw
 * @param descriptorPa where it lies
 * @param fault why there is no translation, or {@link Fault#NONE}
 * @param tableBits hierarchical bits met on the way, as {@link Format#tableBits} has them, or-ed
 */
public record Translation(
    Format format,
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
  public long outputAddress(long address) {
    return format.output(descriptor, level) & -bytes | address & (bytes - 1);
  }

  /** Whether the kernel may write: the leaf permits it, and so does every table on the way. */
  public boolean writable() {
    return isMapped() && format.permitsWrites(descriptor, tableBits);
  }

  /** Whether the kernel may execute: neither the leaf nor any table on the way forbids it. */
  public boolean executable() {
    return isMapped() && format.permitsExecution(descriptor, tableBits);
  }

  /** Whether programs may access. */
  public boolean user() {
    return isMapped() && format.permitsUser(descriptor, tableBits);
  }

  /** Memory type of the leaf, an index. */
  public int memoryType() {
    return format.memoryType(descriptor, level);
  }

  /** Whether the leaf carries {@code bits}. */
  public boolean has(long bits) {
    return (descriptor & bits) == bits;
  }
}
