package io.splitproof.fuzz.report;

import io.splitproof.fuzz.conform.LeafKind;
import io.splitproof.oracle.reference.PageState;

/**
 * Neighbouring pages that are in the same state and go to neighbouring frames; on the side of the
 * judged also mapped by leaves that say the same.
 *
 * @param start first virtual address, bytes
 * @param end first virtual address after it
 * @param state what hardware sees, as {@link PageState}; {@link PageState#PRESENT} alone where
 *     there is an entry that faults, {@link PageState#HOLE} where there is none
 * @param output physical address that the first page goes to, or {@link #NOWHERE}
 * @param leaf what maps it; null on the side of the oracle, and where nothing does
 * @param pieceBytes bytes that one leaf maps, or one contiguous group if it is whole
 * @param mixed whether it is marked contiguous in a group that is not whole and uniform
 * @param text what else is known of it, for people; may hold addresses
 */
record Stretch(
    long start,
    long end,
    int state,
    long output,
    LeafKind leaf,
    long pieceBytes,
    boolean mixed,
    String text) {

  /** No output address. */
  static final long NOWHERE = -1;

  /** Bytes it covers. */
  long bytes() {
    return end - start;
  }

  /** Where the page at {@code va}, inside it, goes; {@link #NOWHERE} if it does not say. */
  long outputAt(long va) {
    return output == NOWHERE ? NOWHERE : output + va - start;
  }

  /** Whether hardware translates. */
  boolean isValid() {
    return (state & PageState.VALID) != 0;
  }

  /** The same up to {@code other}'s end if that goes on where this stops, or null. */
  Stretch join(Stretch other) {
    boolean continues =
        state == other.state
            && leaf == other.leaf
            && pieceBytes == other.pieceBytes
            && mixed == other.mixed
            && (output == NOWHERE ? other.output == NOWHERE : outputAt(end) == other.output);
    return continues
        ? new Stretch(start, other.end, state, output, leaf, pieceBytes, mixed, text)
        : null;
  }

  /** What it lets one do, in three letters, or more where there is more to say. */
  String letters() {
    if (state == PageState.HOLE) {
      return "none";
    }
    if (!isValid()) {
      return "---";
    }
    return "r"
        + ((state & PageState.WRITABLE) != 0 ? "w" : "-")
        + ((state & PageState.EXECUTABLE) != 0 ? "x" : "-")
        + ((state & PageState.SHARED) != 0 ? "s" : "")
        + ((state & PageState.USER) != 0 ? "u" : "");
  }
}
