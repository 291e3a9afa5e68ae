package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;

/**
 * How the kernel tells one kind of entry from another. This is the judged's own reading of a
 * descriptor, on purpose not the judge's.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/include/asm/pgtable.h}.
 */
public class Entries {

  private final boolean pudIsAlwaysTable;

  /** Creates the tests for pages of 2^{@code pageShift} bytes. */
  public Entries(int pageShift) {
    this.pudIsAlwaysTable = pageShift == 16;
  }

  /** One that hardware uses. */
  public boolean valid(long entry) {
    return (entry & Descriptor.VALID) != 0;
  }

  /** Valid, or invalid to hardware while software still reads its fields. */
  public boolean present(long entry) {
    return valid(entry) || (entry & Descriptor.PRESENT_INVALID) != 0;
  }

  /** A pointer to a PTE table. */
  public boolean pmdTable(long entry) {
    return (entry & Descriptor.TYPE_MASK) == Descriptor.TYPE_MASK;
  }

  /** A pointer to a PMD table; with 64K pages there is nothing else at this level. */
  public boolean pudTable(long entry) {
    return pudIsAlwaysTable || (entry & Descriptor.TYPE_MASK) == Descriptor.TYPE_MASK;
  }

  /** A PMD block, valid or not. */
  public boolean pmdLeaf(long entry) {
    return present(entry) && !pmdTable(entry);
  }

  /** A PUD block, valid or not. */
  public boolean pudLeaf(long entry) {
    return present(entry) && !pudTable(entry);
  }

  /** A pointer to a table, met in a table for {@code level}. */
  public final boolean table(long entry, int level) {
    return level == Geometry.PMD && pmdTable(entry) || level < Geometry.PMD && pudTable(entry);
  }

  /** One with the contiguous mark. */
  public boolean contiguous(long entry) {
    return (entry & Descriptor.CONTIGUOUS) != 0;
  }
}
