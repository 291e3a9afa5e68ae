package io.splitproof.fuzz.program;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;

/**
 * The kernel images that the recordings were made with, one for each page size, and smaller ones
 * for small geometries.
 */
final class KernelImages {

  /** Where the memory of the machine in the recordings starts. */
  static final long MEMORY = 0x40000000L;

  private KernelImages() {}

  /** The image for {@code geometry}, in memory that starts at {@link #MEMORY}. */
  static KernelImage of(Geometry geometry) {
    if (geometry.isSmall()) {
      return small(geometry);
    }
    return switch (geometry.pageShift()) {
      case 12 -> new KernelImage(0x40200000, 0x40210000, 0x406e0000, 0x407b0000, 0x409a8000);
      case 14 -> new KernelImage(0x40200000, 0x40210000, 0x40730000, 0x40840000, 0x40a40000);
      default -> new KernelImage(0x40200000, 0x40210000, 0x407f0000, 0x409b0000, 0x40be0000);
    };
  }

  /**
   * An image a PMD block into memory, that begins and ends in the middle of blocks: three pages of
   * text, one that is freed after boot, one of data.
   */
  private static KernelImage small(Geometry geometry) {
    long page = geometry.pageBytes();
    long text = MEMORY + geometry.bytes(Geometry.PMD);
    return new KernelImage(text, text + page, text + 3 * page, text + 4 * page, text + 5 * page);
  }

  /** {@code image}, {@code by} bytes further up. */
  static KernelImage moved(KernelImage image, long by) {
    return new KernelImage(
        image.text() + by,
        image.stext() + by,
        image.initBegin() + by,
        image.initEnd() + by,
        image.bssStop() + by);
  }
}
