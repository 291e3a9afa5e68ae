package io.splitproof.oracle.checks;

import io.splitproof.oracle.reference.PageState;

/**
 * What one store changed in the eyes of a table walker: for neighbouring addresses, the translation
 * there was and the one there is. Reused by {@link StoreEyes}; read it while it is shown.
 */
final class Sight {

  /** First virtual address. */
  long va;

  /** Bytes from there on that this holds for. */
  long bytes;

  /** {@link PageState} before, as software reads it, hierarchical bits included. */
  int before;

  /** {@link PageState} after. */
  int after;

  /** Output address of {@link #va} before; says nothing where {@link #before} is not valid. */
  long beforePa;

  /** Output address of {@link #va} after. */
  long afterPa;

  /** Bytes one translation covered before: a page, a block, or a contiguous group of them. */
  long beforeSize;

  /** Bytes one translation covers after. */
  long afterSize;

  /** The deciding descriptor before, raw, of the first address. */
  long beforeDescriptor;

  /** The deciding descriptor after. */
  long afterDescriptor;

  /** Where the store went: physical address of the first descriptor. */
  long entryPa;

  /** First virtual address after. */
  long end() {
    return va + bytes;
  }

  boolean wasValid() {
    return (before & PageState.VALID) != 0;
  }

  boolean isValid() {
    return (after & PageState.VALID) != 0;
  }

  /** Whether hardware translates the same way as before, whatever the size of the entry. */
  boolean translatesAlike() {
    return PageState.hardware(before) == PageState.hardware(after)
        && (!isValid() || beforePa == afterPa);
  }

  /** The store in a sentence, for reports. */
  String describe() {
    return "the store at pa " + Long.toHexString(entryPa)
        + " made " + entry(beforeDescriptor, beforeSize, before)
        + " " + entry(afterDescriptor, afterSize, after)
        + " for [" + Long.toHexString(va) + ", " + Long.toHexString(end()) + ")";
  }

  private static String entry(long descriptor, long size, int state) {
    return descriptor == 0
        ? "nothing"
        : Long.toHexString(descriptor) + " (" + PageState.describe(state) + ", one for "
            + (size >>> 10) + " KiB)";
  }
}
