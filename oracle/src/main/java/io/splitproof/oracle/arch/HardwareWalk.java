package io.splitproof.oracle.arch;

/**
 * The table walker of the upper VA range, as hardware does it: nothing but descriptors in memory.
 *
 * <p>Source: Arm ARM D8.2 (the walk), D8.4.6 (hierarchical permissions).
 */
public final class HardwareWalk {

  private static final long TABLE_BITS =
      Descriptor.TABLE_PXN
          | Descriptor.TABLE_UXN
          | Descriptor.TABLE_NO_USER
          | Descriptor.TABLE_READ_ONLY;

  private final Geometry geometry;
  private final DescriptorMemory memory;
  private final long rootPa;

  /**
   * Creates a walker.
   *
   * @param geometry shape of the regime
   * @param memory where the tables are
   * @param rootPa physical address of the root table (TTBR1_EL1)
   */
  public HardwareWalk(Geometry geometry, DescriptorMemory memory, long rootPa) {
    this.geometry = geometry;
    this.memory = memory;
    this.rootPa = rootPa;
  }

  /** Walks {@code va} and returns what the first deciding descriptor says. */
  public Translation walk(long va) {
    long tablePa = rootPa;
    long tableBits = 0;
    for (int level = geometry.rootLevel(); ; level++) {
      long descriptorPa = tablePa + 8L * geometry.index(va, level);
      long descriptor = memory.read(descriptorPa);
      if (Descriptor.isTable(descriptor, level)) {
        tableBits |= descriptor & TABLE_BITS;
        tablePa = Descriptor.address(descriptor, geometry.pageShift());
        continue;
      }
      long bytes = geometry.bytes(level);
      return new Translation(
          va & -bytes, bytes, level, descriptor, descriptorPa, fault(descriptor, level), tableBits);
    }
  }

  private Translation.Fault fault(long descriptor, int level) {
    if (!Descriptor.isValid(descriptor)) {
      return Translation.Fault.INVALID;
    }
    boolean page = (descriptor & Descriptor.TABLE_OR_PAGE) != 0;
    if (page != (level == Geometry.PTE) || !geometry.leafAllowed(level)) {
      return Translation.Fault.RESERVED;
    }
    return (descriptor & Descriptor.ACCESS_FLAG) == 0
        ? Translation.Fault.ACCESS_FLAG
        : Translation.Fault.NONE;
  }
}
