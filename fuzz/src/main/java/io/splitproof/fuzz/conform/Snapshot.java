package io.splitproof.fuzz.conform;

import java.util.List;

/**
 * What the recorder read out of the page tables at one moment.
 *
 * @param pages states of every page of every object, as runs
 * @param guards guard-page slots that are not empty
 * @param counts the whole linear map, or {@code null} if not shown
 * @param runs part of the linear map, ascending; often empty
 */
public record Snapshot(
    List<PageRun> pages, List<GuardSlot> guards, LinearCounts counts, List<LinearRun> runs) {

  /**
   * Pages of one object that look alike.
   *
   * @param line where the recording says so
   * @param letter the object
   * @param first first page
   * @param last last page
   * @param area the vmalloc alias, {@code null} for objects that have none
   * @param linear the linear alias
   * @param lent whether an area uses these pages of a block
   */
  public record PageRun(
      int line, char letter, int first, int last, Alias area, Alias linear, boolean lent) {}

  /**
   * One alias of a page.
   *
   * @param state its entry
   * @param access what the CPU's own translation said: {@code rw}, {@code r-}, or {@code --} for a
   *     fault or no answer
   */
  public record Alias(EntryState state, String access) {}

  /**
   * A guard page whose entry is not zero.
   *
   * @param line where the recording says so
   * @param letter the area
   * @param slot its page count, where the guard page is
   * @param descriptor the entry, raw
   */
  public record GuardSlot(int line, char letter, int slot, long descriptor) {}
}
