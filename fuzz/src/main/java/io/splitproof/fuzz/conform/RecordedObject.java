package io.splitproof.fuzz.conform;

import java.util.Arrays;
import java.util.Locale;

/**
 * An area or block a recording made, with the frames the kernel gave it.
 *
 * @param line where it says so
 * @param letter what the recording calls it, {@code A} to {@code Z}
 * @param kind what it is
 * @param va first virtual address of an area, 0 otherwise
 * @param pfns page-frame numbers, in the order of its pages
 */
public record RecordedObject(int line, char letter, Kind kind, long va, long[] pfns) {

  /** What an object is. */
  public enum Kind {
    /** A vmalloc or vmap area. */
    AREA,
    /** Pages from the page allocator. */
    BLOCK,
    /** Memory the kernel never hands out. */
    RESERVED,
    /** Frames of an area that is gone; no recording introduces one with these words. */
    KEPT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How many pages it has. */
  public int pages() {
    return pfns.length;
  }

  /** The number an operation names it by. */
  public int number() {
    return letter - 'A';
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordedObject that
        && line == that.line
        && letter == that.letter
        && kind == that.kind
        && va == that.va
        && Arrays.equals(pfns, that.pfns);
  }

  @Override
  public int hashCode() {
    return 31 * line + letter;
  }

  @Override
  public String toString() {
    return String.format("%c %s va=%x n=%d", letter, kind.word(), va, pfns.length);
  }
}
