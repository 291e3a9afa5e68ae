package io.splitproof.impl.x86;

/** One change of attributes that is under way ({@code struct cpa_data}). */
final class Request {

  /** Bits that entries gain, in page form. */
  final long set;

  /** Bits that they lose before. */
  final long clear;

  /** Whether large leaves are split even if nothing else asks for it. */
  final boolean forceSplit;

  /** Whether the direct map behind areas follows. */
  final boolean aliases;

  /** Whether no large leaf changes whole: each page is a change of its own. */
  final boolean pageByPage;

  /** Whether any entry changed. */
  boolean changed;

  /** Whether more is stale than the range. */
  boolean flushAll;

  /** Pages still to be changed; what one step has changed, after it. */
  long pages;

  /** Whether it was a large leaf. */
  boolean large;

  /** Frame behind the first of them. */
  long pfn;

  Request(long set, long clear, boolean forceSplit, boolean aliases) {
    this(set, clear, forceSplit, aliases, false);
  }

  private Request(
      long set, long clear, boolean forceSplit, boolean aliases, boolean pageByPage) {
    this.set = set;
    this.clear = clear;
    this.forceSplit = forceSplit;
    this.aliases = aliases;
    this.pageByPage = pageByPage;
  }

  /** What becomes of the direct map behind what was changed last. */
  Request behind(long set, long clear) {
    return new Request(set, clear, forceSplit, false, !large);
  }
}
