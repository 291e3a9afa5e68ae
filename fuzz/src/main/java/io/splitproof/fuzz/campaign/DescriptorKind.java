package io.splitproof.fuzz.campaign;

import io.splitproof.oracle.arch.Descriptor;

/**
 * A coarse kind of descriptor, as one of {@value #COUNT} small numbers: nothing, a table, or a leaf
 * by block or page, contiguous or not, and either its permissions or the way in which it is
 * invalid. The level is not known where a store is announced, so a leaf is told from a table by
 * its shareability and a page from a block by its type bit. A guess is enough: it only guides.
 */
final class DescriptorKind {

  /** No descriptor. */
  static final int NONE = 0;

  /** The next table. */
  static final int TABLE = 1;

  /** How many kinds there are. */
  static final int COUNT = 26;

  /** All bits that a kind depends on; what differs in others only is of one kind. */
  static final long BITS =
      Descriptor.TYPE_MASK
          | Descriptor.INNER_SHAREABLE
          | Descriptor.READ_ONLY
          | Descriptor.PRESENT_INVALID
          | Descriptor.CONTIGUOUS
          | Descriptor.PXN;

  private static final int LEAVES = 2;
  private static final int INVALID_LEAVES = 18;

  private DescriptorKind() {}

  /** The kind of {@code descriptor}. */
  static int of(long descriptor) {
    if (descriptor == 0) {
      return NONE;
    }
    boolean leaf = (descriptor & Descriptor.INNER_SHAREABLE) != 0;
    boolean valid = Descriptor.isValid(descriptor);
    if (valid && !leaf) {
      return TABLE;
    }
    int size = (has(descriptor, Descriptor.TABLE_OR_PAGE) ? 1 : 0) + (isMarked(descriptor) ? 2 : 0);
    if (!valid) {
      int announced = has(descriptor, Descriptor.PRESENT_INVALID) ? 1 : 0;
      return INVALID_LEAVES + 2 * size + announced;
    }
    int writable = has(descriptor, Descriptor.READ_ONLY) ? 0 : 1;
    int executable = has(descriptor, Descriptor.PXN) ? 0 : 1;
    return LEAVES + 4 * size + 2 * writable + executable;
  }

  /** Whether a descriptor of that kind maps memory that hardware can reach. */
  static boolean isValidLeaf(int kind) {
    return kind >= LEAVES && kind < INVALID_LEAVES;
  }

  /** Whether a descriptor of that kind keeps a leaf's fields but is invalid. */
  static boolean isInvalidLeaf(int kind) {
    return kind >= INVALID_LEAVES;
  }

  /** Whether a leaf of that kind is a page. */
  static boolean isPage(int kind) {
    int size = isInvalidLeaf(kind) ? (kind - INVALID_LEAVES) / 2 : (kind - LEAVES) / 4;
    return kind >= LEAVES && (size & 1) != 0;
  }

  /** Whether {@code descriptor} carries the contiguous mark. */
  static boolean isMarked(long descriptor) {
    return has(descriptor, Descriptor.CONTIGUOUS);
  }

  private static boolean has(long descriptor, long bit) {
    return (descriptor & bit) != 0;
  }
}
