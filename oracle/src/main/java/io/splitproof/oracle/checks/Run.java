package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Format;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.reference.PageState;

/**
 * Neighbouring entries of one table that say the same of neighbouring addresses: all empty, or
 * leaves with equal attributes and consecutive output addresses. Reused by the walk that fills it.
 */
final class Run {

  private final Geometry geometry;
  private final Format format;
  private final boolean realm;

  /** Virtual address of the first entry. */
  long va;

  /** Level of the table. */
  int level;

  /** Number of entries. */
  int count;

  /** First entry, raw. */
  long descriptor;

  /** Where the first entry lies. */
  long entryPa;

  /** Hierarchical bits met on the way. */
  long tableBits;

  Run(Geometry geometry, boolean realm) {
    this.geometry = geometry;
    this.format = geometry.format();
    this.realm = realm;
  }

  /** Bytes one entry maps. */
  long entryBytes() {
    return geometry.bytes(level);
  }

  /** Bytes all entries map. */
  long bytes() {
    return (long) count << geometry.shift(level);
  }

  /** Whether the entries are empty. */
  boolean isEmpty() {
    return descriptor == 0;
  }

  /** What the entries say, as software reads them. */
  int state() {
    return PageState.software(format, descriptor, level, tableBits, realm);
  }

  /** Output address of the first entry, without attributes that look like address bits. */
  long outputAddress() {
    long address = format.output(descriptor, level);
    return realm ? address & ~Descriptor.NS_SHARED : address;
  }
}
