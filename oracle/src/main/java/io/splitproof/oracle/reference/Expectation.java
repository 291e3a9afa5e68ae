package io.splitproof.oracle.reference;

import java.util.Arrays;

/**
 * What one operation may do: results it may end with and, in order, changes of ranges of pages.
 *
 * <p>Each allowed result says how much of the changes goes with it. Reused from operation to
 * operation.
 */
public final class Expectation {

  /** Which part of the changes goes with a result. */
  enum Effect {
    /** All. */
    ALL,
    /** None. */
    NONE,
    /** The first few, each whole, or up to any page where a change goes page by page. */
    PREFIX,
    /** Up to any page. */
    PAGE_PREFIX,
    /** Of each change, up to any page. */
    PREFIXES,
    /** All, except that pages of a {@link #RESET} may be unchanged. */
    RESETS_MAY_FAIL
  }

  /** The change is made page by page, and may stop after any. */
  static final int PAGEWISE = 1;

  /** Each page may have been changed or not. */
  static final int EITHER = 2;

  /** vfree's reset of a backing page. */
  static final int RESET = 4;

  /** The pages become the state given, whatever they were. */
  static final int ASSIGN = 8;

  /** Each page is made invalid first, and becomes what it will be only after the host was told. */
  static final int THROUGH_INVALID = 16;

  /** When an allocation fails on the way, the pages go back to what they were. */
  static final int UNDOABLE = 32;

  /** In passing, the pages are invalid. */
  static final int IN_PASSING = RESET | THROUGH_INVALID;

  private long[] first = new long[16];
  private long[] count = new long[16];
  private int[] clear = new int[16];
  private int[] set = new int[16];
  private int[] flags = new int[16];
  private int steps;

  /** Where each series of steps begins that is sorted by page and overlaps nowhere. */
  private int[] seriesStart = new int[4];

  private int series;
  private int created;

  private final int[] status = new int[8];
  private final int[] warnings = new int[8];
  private final Effect[] effect = new Effect[8];
  private final boolean[] onFailure = new boolean[8];
  private int results;

  private boolean mayPanic;
  private boolean announces;
  private boolean splits;
  private long splitStart;
  private long splitEnd;
  private Runnable success;
  private String remark = "";
  private String place = "";

  void clear() {
    steps = 0;
    series = 0;
    created = PageState.HOLE;
    results = 0;
    mayPanic = false;
    announces = false;
    splits = false;
    success = null;
    remark = "";
    place = "";
  }

  /** Adds a change: pages of the range that are there lose {@code clear} and gain {@code set}. */
  void change(long vpn, long pages, int clear, int set, int flags) {
    if (steps > 0 && (flags & PAGEWISE) != 0 && continues(vpn, clear, set, flags)) {
      count[steps - 1] += pages;
      return;
    }
    if (steps == first.length) {
      grow();
    }
    if (steps == 0 || vpn < first[steps - 1] + count[steps - 1]) {
      beginSeries();
    }
    first[steps] = vpn;
    count[steps] = pages;
    this.clear[steps] = clear;
    this.set[steps] = set;
    this.flags[steps++] = flags;
  }

  private void beginSeries() {
    if (series == seriesStart.length) {
      seriesStart = Arrays.copyOf(seriesStart, 2 * series);
    }
    seriesStart[series++] = steps;
  }

  private boolean continues(long vpn, int clear, int set, int flags) {
    int last = steps - 1;
    return first[last] + count[last] == vpn
        && this.clear[last] == clear
        && this.set[last] == set
        && this.flags[last] == flags;
  }

  private void grow() {
    int length = 2 * steps;
    first = Arrays.copyOf(first, length);
    count = Arrays.copyOf(count, length);
    clear = Arrays.copyOf(clear, length);
    set = Arrays.copyOf(set, length);
    flags = Arrays.copyOf(flags, length);
  }

  /**
   * An area is being made whose pages begin as {@code state}. Where it lies is known only once it
   * is announced; until then any pages may become that which no area has.
   */
  void creates(int state) {
    created = state;
  }

  /** What pages of an area that is being made begin as; {@link PageState#HOLE} if none is. */
  int created() {
    return created;
  }

  /** Allows a result. */
  void allow(int status, int warnings, Effect effect) {
    add(status, warnings, effect, false);
  }

  /** Allows a result if the judged announced that an allocation failed. */
  void allowOnFailure(int status, int warnings, Effect effect) {
    add(status, warnings, effect, true);
  }

  private void add(int status, int warnings, Effect effect, boolean onFailure) {
    this.status[results] = status;
    this.warnings[results] = warnings;
    this.effect[results] = effect;
    this.onFailure[results++] = onFailure;
  }

  /** Adds warnings to every result allowed so far that is not a success. */
  void errorsWarn(int more) {
    for (int i = 0; i < results; i++) {
      warnings[i] |= status[i] != 0 ? more : 0;
    }
  }

  /** Makes every status allowed so far 0: the caller is void. */
  void ignoreStatus() {
    Arrays.fill(status, 0, results, 0);
  }

  /** A failed allocation may end in a panic. */
  void allowPanic() {
    mayPanic = true;
  }

  boolean mayPanic() {
    return mayPanic;
  }

  /** Success goes with announcing where the new object lies. */
  void announces() {
    announces = true;
  }

  boolean mustAnnounce() {
    return announces;
  }

  /** Success means that no leaf crosses either of the two addresses. */
  void splits(long start, long end) {
    splits = true;
    splitStart = start;
    splitEnd = end;
  }

  /** Whether {@code world} shows a leaf across an address that {@link #splits} was called with. */
  boolean missesSplit(World world) {
    return splits && (world.cutsLeafAt(splitStart) || world.cutsLeafAt(splitEnd));
  }

  /** What else happens when the operation ends with status 0. */
  void onSuccess(Runnable action) {
    success = action;
  }

  void runOnSuccess() {
    if (success != null) {
      success.run();
    }
  }

  /** A sentence for reports about a caller who is wrong; empty for others. */
  String remark() {
    return remark;
  }

  /** What the caller is wrong about, in a word; empty for others. */
  String place() {
    return place;
  }

  void remark(String place, String sentence) {
    this.place = place;
    remark = sentence;
  }

  /** Index of the allowed result that matches, or -1. */
  int match(int status, int warnings, boolean failure) {
    for (int i = 0; i < results; i++) {
      if (this.status[i] == status
          && this.warnings[i] == warnings
          && (failure || !onFailure[i])) {
        return i;
      }
    }
    return -1;
  }

  Effect effect(int result) {
    return effect[result];
  }

  int results() {
    return results;
  }

  int status(int result) {
    return status[result];
  }

  int warnings(int result) {
    return warnings[result];
  }

  boolean onFailure(int result) {
    return onFailure[result];
  }

  int steps() {
    return steps;
  }

  /** Number of series; a page is covered by at most one step of each. */
  int series() {
    return series;
  }

  /** First step after series number {@code index}. */
  int seriesEnd(int index) {
    return index + 1 < series ? seriesStart[index + 1] : steps;
  }

  /** The first step of series number {@code index} that ends after page {@code vpn}, or its end. */
  int stepAt(int index, long vpn) {
    int low = seriesStart[index];
    int high = seriesEnd(index);
    while (low < high) {
      int middle = low + high >>> 1;
      if (first[middle] + count[middle] > vpn) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  long first(int step) {
    return first[step];
  }

  long count(int step) {
    return count[step];
  }

  int clear(int step) {
    return clear[step];
  }

  int set(int step) {
    return set[step];
  }

  int flags(int step) {
    return flags[step];
  }

  /** What a page is after a step that covers it. */
  int after(int step, int before) {
    if ((flags[step] & ASSIGN) != 0) {
      return set[step];
    }
    return before == PageState.HOLE ? PageState.HOLE : before & ~clear[step] | set[step];
  }
}
