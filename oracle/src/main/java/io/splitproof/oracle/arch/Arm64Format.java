package io.splitproof.oracle.arch;

import io.splitproof.oracle.arch.Translation.Fault;

/**
 * VMSAv8-64, stage 1, as EL1 uses it.
 *
 * <p>Source: Arm ARM D8.3 (descriptor formats, reserved bits), D8.4 (access control).
 */
final class Arm64Format extends Format {

  private static final long TABLE_BITS =
      Descriptor.TABLE_PXN
          | Descriptor.TABLE_UXN
          | Descriptor.TABLE_NO_USER
          | Descriptor.TABLE_READ_ONLY;

  /** Bits 48 and 49 of any descriptor, with 48-bit output addresses. */
  private static final long HIGH_ADDRESS = 3L << 48;

  /** Bits 59-62 of a leaf, which neither hardware nor Linux uses here. */
  private static final long UPPER = 0xfL << 59;

  private static final int FIRST_NOT_NORMAL = Descriptor.MT_NORMAL_TAGGED + 1;

  private final int pageShift;
  private final int indexBits;

  /** The format of pages of {@code 2^pageShift} bytes, in tables of {@code 2^indexBits} entries. */
  Arm64Format(int pageShift, int indexBits) {
    this.pageShift = pageShift;
    this.indexBits = indexBits;
  }

  @Override
  public boolean isValid(long descriptor) {
    return Descriptor.isValid(descriptor);
  }

  @Override
  public boolean isTable(long descriptor, int level) {
    return Descriptor.isTable(descriptor, level);
  }

  @Override
  public long table(long descriptor) {
    return Descriptor.address(descriptor, pageShift);
  }

  @Override
  public long output(long descriptor, int level) {
    return Descriptor.address(descriptor, pageShift);
  }

  @Override
  public long tableBits(long descriptor) {
    return descriptor & TABLE_BITS;
  }

  @Override
  public boolean isContiguous(long descriptor) {
    return (descriptor & Descriptor.CONTIGUOUS) != 0;
  }

  @Override
  public Fault fault(long descriptor, int level) {
    if (!Descriptor.isValid(descriptor)) {
      return Fault.INVALID;
    } else if (isReserved(descriptor, level)) {
      return Fault.RESERVED;
    }
    return (descriptor & Descriptor.ACCESS_FLAG) == 0 ? Fault.ACCESS_FLAG : Fault.NONE;
  }

  @Override
  public boolean isReserved(long descriptor, int level) {
    boolean page = (descriptor & Descriptor.TABLE_OR_PAGE) != 0;
    return Descriptor.isValid(descriptor)
        && (page != (level == Geometry.PTE) || !leafAllowed(level));
  }

  private boolean leafAllowed(int level) {
    return level == Geometry.PTE
        || level == Geometry.PMD
        || level == Geometry.PUD && pageShift == 12;
  }

  @Override
  public boolean permitsWrites(long descriptor, long tableBits) {
    return Descriptor.permitsWrites(descriptor) && (tableBits & Descriptor.TABLE_READ_ONLY) == 0;
  }

  @Override
  public boolean permitsExecution(long descriptor, long tableBits) {
    return (descriptor & Descriptor.PXN | tableBits & Descriptor.TABLE_PXN) == 0;
  }

  @Override
  public boolean permitsUser(long descriptor, long tableBits) {
    return (descriptor & Descriptor.USER) != 0 && (tableBits & Descriptor.TABLE_NO_USER) == 0
        || (descriptor & Descriptor.UXN | tableBits & Descriptor.TABLE_UXN) == 0;
  }

  @Override
  public boolean isGlobal(long descriptor) {
    return (descriptor & Descriptor.NOT_GLOBAL) == 0;
  }

  @Override
  public boolean isGuarded(long descriptor) {
    return (descriptor & Descriptor.GUARDED) != 0;
  }

  @Override
  public boolean isShared(long descriptor) {
    return (descriptor & Descriptor.NS_SHARED) != 0;
  }

  @Override
  public int memoryType(long descriptor, int level) {
    return (int) ((descriptor & Descriptor.ATTR_INDEX_MASK) >>> Descriptor.ATTR_INDEX_SHIFT);
  }

  @Override
  public int linearType() {
    return Descriptor.MT_NORMAL_TAGGED;
  }

  @Override
  public long attributeMask() {
    return ~(Descriptor.NS_SHARED - (1L << pageShift));
  }

  @Override
  public String formFault(long descriptor, int level) {
    int leafShift = pageShift + indexBits * (Geometry.PTE - level);
    if (isReserved(descriptor, level)) {
      return "reserved encoding";
    } else if ((Descriptor.address(descriptor, 12) & (1L << leafShift) - 1) != 0) {
      return "address bits below the leaf size";
    } else if ((descriptor & (HIGH_ADDRESS | UPPER)) != 0) {
      return "bits that must be zero";
    } else if (Descriptor.isValid(descriptor)
        && (descriptor & Descriptor.INNER_SHAREABLE) != Descriptor.INNER_SHAREABLE) {
      return "other shareability";
    }
    return null;
  }

  @Override
  public boolean isTableMalformed(long descriptor) {
    return (descriptor & HIGH_ADDRESS) != 0
        || Descriptor.address(descriptor, 12) != Descriptor.address(descriptor, pageShift);
  }

  /** Normal-Tagged is taken for Normal: the two differ like permissions do. */
  @Override
  public long breakAttributes(long descriptor) {
    int index = memoryType(descriptor, Geometry.PTE);
    long type = index < FIRST_NOT_NORMAL ? Descriptor.MT_NORMAL : index;
    return descriptor & (Descriptor.INNER_SHAREABLE | Descriptor.NOT_GLOBAL)
        | type << Descriptor.ATTR_INDEX_SHIFT;
  }

  @Override
  public boolean isOrdered() {
    return false;
  }

  @Override
  public boolean invalidationReachesTables() {
    return false;
  }

  @Override
  public boolean flushesBetweenSizes() {
    return false;
  }

  @Override
  public String words(long descriptor, int level, boolean realm) {
    return DescriptorWords.of(descriptor, level, realm);
  }

  @Override
  public String wordsBelow(long bits) {
    return DescriptorWords.below(bits);
  }
}
