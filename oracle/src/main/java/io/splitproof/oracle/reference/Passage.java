package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.Operation.SetMemoryEncrypted;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What each page may be while operations are under way: what it was, or what it is after the first
 * change that an operation makes to it, after the second, and so on, never backwards.
 *
 * <p>Beyond the changes of an {@link Expectation}, in passing:
 *
 * <ul>
 *   <li>vfree makes a backing page invalid before it resets it (Linux 7.2 {@code mm/vmalloc.c},
 *       vm_reset_perms); sharing with the host must do so, and tell the host, before the page is
 *       valid again ({@code arch/arm64/mm/pageattr.c}, __set_memory_enc_dec);
 *   <li>a hole beyond the linear map may become the first state of the area that is being made, and
 *       a hole again if an allocation fails; so may memory that is being added;
 *   <li>with debug_pagealloc a frame that nobody owns may become valid and invalid again before
 *       somebody says why, and a table's frame invalid ({@code mm/page_alloc.c}).
 * </ul>
 *
 * <p>Two operations may be under way: a page is the business of the one whose changes cover it.
 */
public final class Passage {

  /** Answer of {@link #refused} if every page may change so. */
  public static final long NONE = -1;

  private static final int NO_STATE = -1;

  private final World world;
  private Expectation one;
  private Expectation other;
  private boolean failed;

  /** What the host was told, three numbers each: first page, page after the last, 1 if shared. */
  private long[] told = new long[6];

  private int toldRanges;

  /** First page after the one looked at for which another answer is possible. */
  private long until;

  /**
   * Pages [{@link #knownFirst}, {@link #knownEnd}) may go from {@link #knownBefore} to {@link
   * #knownAfter}. That holds until something is announced or an operation begins: stores alone
   * change nothing of what an answer is made from.
   */
  private long knownFirst;

  private long knownEnd;
  private int knownBefore;
  private int knownAfter;

  /** Whether the answer about a page does not hold for those up to {@link #until}. */
  private boolean dependsOnHost;

  /** What one page goes from and to, in the eyes of hardware. */
  private int before;

  private int after;

  /** Whether {@link #before} was met on the way, whether {@link #after} was, and in that order. */
  private boolean metBefore;

  private boolean metAfter;
  private boolean reached;
  private boolean passes;

  /** Collects what was met, for reports; null if nobody asks. */
  private Set<String> words;

  private boolean fully;

  Passage(World world) {
    this.world = world;
  }

  /**
   * Operations begin.
   *
   * @param one what the one may do; read while it is under way, so it may still be filled in
   * @param other what the other may do, or null
   */
  void begin(Expectation one, Expectation other) {
    this.one = one;
    this.other = other;
    failed = false;
    toldRanges = 0;
    forget();
  }

  /** Something was announced: what was answered before may not be so any more. */
  void forget() {
    knownEnd = 0;
    knownFirst = 0;
  }

  /** An allocation failed: what was made may be taken back. */
  public void allocationFailed() {
    failed = true;
    forget();
  }

  /**
   * The host was told about pages [{@code first}, {@code end}): what {@link SetMemoryEncrypted}
   * made invalid may become valid again.
   */
  public void hostTold(long first, long end, boolean shared) {
    if (3 * toldRanges == told.length) {
      told = Arrays.copyOf(told, 2 * told.length);
    }
    told[3 * toldRanges] = first;
    told[3 * toldRanges + 1] = end;
    told[3 * toldRanges++ + 2] = shared ? 1 : 0;
    forget();
  }

  /**
   * First of pages [{@code first}, {@code end}) that may not go from {@code before} to {@code
   * after} now, both {@link PageState}s; {@link #NONE} if all may.
   */
  public long refused(long first, long end, int before, int after) {
    this.before = PageState.hardware(before);
    this.after = PageState.hardware(after);
    boolean same = this.before == knownBefore && this.after == knownAfter;
    if (same && first >= knownFirst && end <= knownEnd) {
      return NONE;
    }
    boolean goesOn = same && first >= knownFirst && first <= knownEnd;
    PageRuns runs = world.pages().runs();
    dependsOnHost = false;
    for (long vpn = first; vpn < end; vpn = until) {
      int index = runs.indexOf(vpn);
      until = Math.min(spaceEnd(vpn), runs.endOf(index));
      if (!mayPass(vpn, runs.stateOf(index))) {
        return vpn;
      }
    }
    knownFirst = goesOn ? knownFirst : first;
    knownEnd = dependsOnHost ? knownFirst : until;
    knownBefore = this.before;
    knownAfter = this.after;
    return NONE;
  }

  /** First page after those judged alike: the linear map, what is above it, and no page at all. */
  private long spaceEnd(long vpn) {
    long linearEnd = world.pages().vpn(world.geometry().linearEnd());
    long end = world.pages().end();
    return vpn < linearEnd ? linearEnd : vpn < end ? end : Long.MAX_VALUE;
  }

  /**
   * What page {@code vpn} may be now, in words that stay the same from run to run.
   *
   * @param fully whether what is rarely of interest is told as well
   */
  public String allowed(long vpn, boolean fully) {
    this.before = NO_STATE;
    this.after = NO_STATE;
    this.fully = fully;
    this.until = vpn + 1;
    this.words = new LinkedHashSet<>();
    mayPass(vpn, world.pages().get(vpn));
    String text = String.join(" or ", words);
    words = null;
    return text;
  }

  /**
   * A page that was in none of the states it may be in is judged by where it goes alone: how it
   * came there was told before, or an announcement has changed since what it may be.
   */
  private boolean mayPass(long vpn, int state) {
    metBefore = false;
    metAfter = false;
    passes = false;
    follow(one, vpn, state);
    if (!passes && other != null) {
      follow(other, vpn, state);
    }
    if (!passes) {
      create(vpn, state);
      toggle(vpn, state);
    }
    return passes || !metBefore && metAfter;
  }

  private void start(int state) {
    reached = false;
    meet(state);
  }

  private void meet(int state) {
    int seen = PageState.hardware(state);
    passes |= reached && seen == after;
    metAfter |= seen == after;
    metBefore |= seen == before;
    reached |= seen == before;
    if (words != null) {
      words.add(fully ? PageState.describeFully(seen) : PageState.describe(seen));
    }
  }

  /** Follows one page through the changes of an operation. */
  private void follow(Expectation expected, long vpn, int state) {
    start(state);
    int now = state;
    for (int series = 0; series < expected.series(); series++) {
      int step = expected.stepAt(series, vpn);
      if (step == expected.seriesEnd(series)) {
        continue;
      }
      long first = expected.first(step);
      if (first > vpn) {
        until = Math.min(until, first);
        continue;
      }
      until = Math.min(until, first + expected.count(step));
      if (!goInvalid(expected, step, vpn)) {
        break;
      }
      int next = expected.after(step, now);
      meet(next);
      if (failed && (expected.flags(step) & Expectation.UNDOABLE) != 0) {
        meet(now);
      }
      now = next;
    }
  }

  /** What comes before the change itself; returns whether the change may follow. */
  private boolean goInvalid(Expectation expected, int step, long vpn) {
    int flags = expected.flags(step);
    if ((flags & Expectation.RESET) != 0) {
      meet(PageState.HOLE);
    }
    if ((flags & Expectation.THROUGH_INVALID) == 0) {
      return true;
    }
    meet(PageState.HOLE);
    reached = before == PageState.HOLE;
    return isTold(vpn, (expected.set(step) & PageState.SHARED) != 0);
  }

  private boolean isTold(long vpn, boolean shared) {
    dependsOnHost = true;
    for (int i = 0; i < toldRanges; i++) {
      long first = told[3 * i];
      long end = told[3 * i + 1];
      if (vpn >= first && vpn < end && shared == (told[3 * i + 2] != 0)) {
        until = Math.min(until, end);
        return true;
      }
    }
    return false;
  }

  private void create(long vpn, int state) {
    if (state == PageState.HOLE && isUnused(vpn)) {
      createAs(one.created());
      createAs(other == null ? PageState.HOLE : other.created());
    }
  }

  private void createAs(int created) {
    if (created != PageState.HOLE) {
      start(PageState.HOLE);
      meet(created);
      if (failed) {
        meet(PageState.HOLE);
      }
    }
  }

  /** Whether page {@code vpn} is one that a new area may get: vmalloc's, or a module's. */
  private boolean isUnused(long vpn) {
    long va = world.pages().va(vpn);
    if (va < world.geometry().linearEnd() || vpn >= world.pages().end()) {
      return false;
    }
    Area area = world.objects().areaIn(va, world.pages().va(until));
    while (area != null && area.va() > va) {
      until = world.pages().vpn(area.va());
      area = world.objects().areaIn(va, area.va());
    }
    return area == null;
  }

  private void toggle(long vpn, int state) {
    if (!world.config().debugPagealloc() || !world.geometry().inLinearMap(world.pages().va(vpn))) {
      return;
    }
    long pfn = world.pages().pfn(vpn);
    int owner = world.frames().owner(pfn);
    if (owner != Frames.FREE && owner != Frames.TABLE) {
      return;
    }
    until = Math.min(until, vpn + world.frames().ownerEnd(pfn) - pfn);
    start(state);
    if (owner == Frames.FREE) {
      meet(state | world.validBits());
    }
    meet(state & ~world.validBits());
  }
}
