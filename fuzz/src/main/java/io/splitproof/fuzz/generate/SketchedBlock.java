package io.splitproof.fuzz.generate;

import io.splitproof.oracle.contract.Operation;

/**
 * A block as far as a generator knows it.
 *
 * @param extent its pages
 * @param invalid whether some page may be invalid
 * @param shared whether some page may be shared with the host
 * @param last the last {@code set_memory_valid} of part of it, or null
 */
record SketchedBlock(
    Sketch.Extent extent, boolean invalid, boolean shared, Operation.SetMemoryValid last) {

  static SketchedBlock fresh(Sketch.Extent extent) {
    return new SketchedBlock(extent, false, false, null);
  }

  /** Whether all its pages are probably as they were taken. */
  boolean pristine() {
    return !invalid && !shared;
  }

  /** Whether these pages are all its own. */
  boolean holds(long first, int pages) {
    return first >= 0 && pages > 0 && first + pages <= extent.pages();
  }

  /** After pages were made valid or not. */
  SketchedBlock after(long offset, int pages, boolean valid) {
    return new SketchedBlock(extent, after(invalid, offset, pages, valid), shared, last);
  }

  /** After pages were made private, or not. */
  SketchedBlock afterEncryption(long offset, int pages, boolean encrypted) {
    return new SketchedBlock(extent, invalid, after(shared, offset, pages, encrypted), last);
  }

  SketchedBlock withLast(Operation.SetMemoryValid change) {
    return new SketchedBlock(extent, invalid, shared, change);
  }

  private boolean after(boolean odd, long offset, int pages, boolean putRight) {
    boolean whole = offset == 0 && pages == extent.pages();
    return putRight ? odd && !whole : true;
  }
}
