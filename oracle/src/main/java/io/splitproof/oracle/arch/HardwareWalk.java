package io.splitproof.oracle.arch;

/**
 * The table walker of the kernel's addresses, as hardware does it: nothing but descriptors in
 * memory.
 *
 * <p>Source: Arm ARM D8.2 (the walk), D8.4.6 (hierarchical permissions); Intel SDM volume 3, 5.5.
 */
public final class HardwareWalk {

  private final Geometry geometry;
  private final Format format;
  private final DescriptorMemory memory;
  private final long rootPa;

  /**
   * Creates a walker.
   *
   * @param geometry shape of the regime
   * @param memory where the tables are
   * @param rootPa physical address of the root table (TTBR1_EL1, CR3)
   */
  public HardwareWalk(Geometry geometry, DescriptorMemory memory, long rootPa) {
    this.geometry = geometry;
    this.format = geometry.format();
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
      if (format.isTable(descriptor, level)) {
        tableBits |= format.tableBits(descriptor);
        tablePa = format.table(descriptor);
        continue;
      }
      long bytes = geometry.bytes(level);
      Translation.Fault fault = format.fault(descriptor, level);
      return new Translation(
          format, va & -bytes, bytes, level, descriptor, descriptorPa, fault, tableBits);
    }
  }
}
