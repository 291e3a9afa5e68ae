package io.splitproof.oracle.checks;

import io.splitproof.oracle.contract.StateDigest;
import io.splitproof.oracle.reference.PageRuns;
import java.util.Arrays;

/**
 * Valid translations that stores took away and that no TLB invalidation has covered since, by
 * virtual page number: any CPU may still be using them.
 *
 * <p>Few kinds of them differ, so each page has the number of its kind.
 */
final class BrokenEntries {

  private static final int SEARCHED = 8;

  private final PageRuns pages = new PageRuns();
  private long[] offset = new long[16];
  private long[] attributes = new long[16];
  private long[] size = new long[16];
  private int kinds = 1;

  /** Nothing is broken. */
  void clear() {
    if (kinds > 1) {
      pages.clear();
      kinds = 1;
    }
  }

  /**
   * Pages became invalid.
   *
   * @param offset what their output addresses were, minus their virtual addresses
   * @param attributes what matters to break-before-make, as {@link BbmCheck} has it
   * @param size bytes that one translation covered
   */
  void add(long vpn, long count, long offset, long attributes, long size) {
    pages.set(vpn, count, kind(offset, attributes, size));
  }

  private int kind(long offset, long attributes, long size) {
    for (int kind = kinds - 1; kind >= Math.max(1, kinds - SEARCHED); kind--) {
      if (this.offset[kind] == offset
          && this.attributes[kind] == attributes
          && this.size[kind] == size) {
        return kind;
      }
    }
    if (kinds == this.size.length) {
      grow();
    }
    this.offset[kinds] = offset;
    this.attributes[kinds] = attributes;
    this.size[kinds] = size;
    return kinds++;
  }

  private void grow() {
    int length = 2 * kinds;
    offset = Arrays.copyOf(offset, length);
    attributes = Arrays.copyOf(attributes, length);
    size = Arrays.copyOf(size, length);
  }

  /** Pages [{@code first}, {@code end}) were invalidated on every CPU. */
  void invalidated(long first, long end) {
    if (kinds > 1) {
      pages.set(first, end - first, 0);
      if (pages.runs() == 1) {
        kinds = 1;
      }
    }
  }

  /** First of pages [{@code vpn}, {@code end}) that is broken; {@code end} if none is. */
  long next(long vpn, long end) {
    long page = vpn;
    while (kinds > 1 && page < end && pages.get(page) == 0) {
      page = pages.runEnd(page);
    }
    return kinds > 1 ? Math.min(page, end) : end;
  }

  /** First page after {@code vpn} that may be of another kind. */
  long kindEnd(long vpn) {
    return pages.runEnd(vpn);
  }

  /** Output address minus virtual address of broken page {@code vpn}. */
  long offset(long vpn) {
    return offset[pages.get(vpn)];
  }

  /** Attributes of broken page {@code vpn}. */
  long attributes(long vpn) {
    return attributes[pages.get(vpn)];
  }

  /** Bytes that one translation of broken page {@code vpn} covered. */
  long size(long vpn) {
    return size[pages.get(vpn)];
  }

  /** Adds what is broken. */
  void digest(StateDigest digest) {
    for (int run = 0; run < pages.runs(); run++) {
      int kind = pages.stateOf(run);
      digest.add(pages.endOf(run));
      digest.add(kind != 0);
      if (kind != 0) {
        digest.add(offset[kind]);
        digest.add(attributes[kind]);
        digest.add(size[kind]);
      }
    }
  }
}
