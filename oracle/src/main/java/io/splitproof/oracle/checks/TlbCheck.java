package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.StateDigest;
import io.splitproof.oracle.reference.AddressRanges;
import io.splitproof.oracle.reference.FlushPromise;
import io.splitproof.oracle.reference.FlushRules;
import io.splitproof.oracle.reference.PageState;
import io.splitproof.oracle.reference.Reference;
import io.splitproof.oracle.reference.World;
import java.util.Arrays;

/**
 * Nothing stale is left in a TLB that a call promised to invalidate, and no more is invalidated
 * than Linux 7.2 does. {@link TlbContents} says what may be cached, {@link FlushRules} what each
 * call promises.
 *
 * <ol>
 *   <li>When an operation is over, nothing is stale that it made stale, unless the caller owes the
 *       invalidation or it waits for the next purge; and what it promises to leave clean is clean.
 *   <li>A table goes back to the allocator only when no walk cache can point to it, and a new area
 *       appears only where nothing stale is cached.
 *   <li>Where frames are given back clean, they are so before they are given back.
 *   <li>Invalidations are of what the call is about, and of as many pages as it needs.
 *   <li>A realm tells its host about pages only when none of them is valid or cached.
 * </ol>
 *
 * <p>An access is judged by the tables: what may be used instead of them, at its moment, is either
 * the state before or after a change that is under way, or a stale translation that this check
 * reported already, or one that is allowed to be there.
 *
 * <p>Entries of another size that translate alike are the business of {@link BbmCheck}.
 *
 * <p>Source: Linux {@code arch/arm64/include/asm/tlbflush.h}; Arm ARM D8.16.
 */
final class TlbCheck extends EventCheck implements TableWalk.Visitor {

  private final World world;
  private final Geometry geometry;
  private final FlushRules rules;
  private final Cpus cpus;
  private final TlbContents contents;
  private final StaleReport reports;
  private final FlushLedger ledger = new FlushLedger();
  private final FlushPromise promise;
  private final FlushPromise second;
  private TableWalk tables;
  private boolean isPair;

  /** Of two operations, one purges what the other may or may not have unmapped by then. */
  private boolean entangled;

  private boolean staleBefore;

  /** For each lane, whether frames have been given back. */
  private final boolean[] freeing = new boolean[2];

  private boolean died;

  TlbCheck(Reference reference, Cpus cpus, TlbContents contents) {
    this.world = reference.world();
    this.geometry = world.geometry();
    this.rules = reference.flushes();
    this.cpus = cpus;
    this.contents = contents;
    this.reports = new StaleReport(world, cpus, contents, ledger);
    this.promise = new FlushPromise(geometry);
    this.second = new FlushPromise(geometry);
  }

  @Override
  void attach(TableShadow shadow, TableWalk tables) {
    this.tables = tables;
  }

  @Override
  void reset() {
    super.reset();
    rules.reset();
  }

  @Override
  void digest(StateDigest digest) {
    digest.add(rules.unplaced());
  }

  @Override
  void begin(Operation operation) {
    super.begin(operation);
    isPair = false;
    entangled = false;
    Arrays.fill(freeing, false);
    died = false;
    staleBefore = !contents.isEmpty();
    ledger.clear();
    rules.begin(operation, promise);
    second.clear();
  }

  @Override
  void alsoBegin(Operation operation) {
    isPair = true;
    rules.begin(operation, second);
    entangled =
        promise.purges() && second.unmapsAreas() || second.purges() && promise.unmapsAreas();
  }

  @Override
  void end(Operation operation, Outcome outcome) {
    died = outcome.died();
    settle(operation, promise, outcome);
    if (!isPair) {
      judge();
    }
  }

  @Override
  void alsoEnd(Operation operation, Outcome outcome) {
    died |= outcome.died();
    settle(operation, second, outcome);
    judge();
  }

  private void settle(Operation operation, FlushPromise promise, Outcome outcome) {
    if (!entangled || outcome.status() != 0) {
      rules.end(operation, promise, outcome.status());
    }
    if (outcome.status() != 0) {
      promise.withdraw();
    }
  }

  private void judge() {
    if (died) {
      return;
    }
    for (int space = 0; space < TlbContents.SPACES; space++) {
      nothingLeft(contents.newStart(space), contents.newEnd(space));
    }
    if (staleBefore) {
      clean(promise, "");
      clean(second, "");
    }
    if (!contents.tables().isEmpty()) {
      report(reports.table(0, "the operation is over"));
    }
    withinBudget();
  }

  /** What became stale is so no more, or somebody else's business. */
  private void nothingLeft(long start, long end) {
    StaleRanges stale = contents.stale();
    int first = start < end ? stale.find(start) : stale.size();
    for (int i = first; i < stale.size() && stale.start(i) < end && !hasFound(); i++) {
      if ((stale.state(i) & StaleRanges.UNDECIDED) != 0) {
        excuse(stale.start(i), stale.end(i));
      }
    }
  }

  private void excuse(long start, long end) {
    boolean unmapped = promise.leavesUnmappedAreas() || second.leavesUnmappedAreas();
    if (!geometry.inLinearMap(start) && unmapped && world.objects().areaIn(start, end) == null) {
      return;
    }
    for (long at = start; at < end; at += geometry.pageBytes()) {
      long next = at + geometry.pageBytes();
      boolean owed = promise.owed().hold(at, next) || second.owed().hold(at, next);
      if (!owed && !isLeftToOthers(at, next)) {
        report(reports.stale(at, ""));
        return;
      }
    }
  }

  /** Whether it is enough that one CPU is clean, and one is. */
  private boolean isLeftToOthers(long at, long next) {
    boolean left =
        promise.leftToOthers().hold(at, next) || second.leftToOthers().hold(at, next);
    return left && contents.holders(at) != cpus.online();
  }

  private void clean(FlushPromise promise, String when) {
    AddressRanges ranges = promise.clean();
    for (int i = 0; i < ranges.size() && !hasFound(); i++) {
      cleanRange(ranges.start(i), ranges.end(i), when);
    }
    if (promise.purges() && !entangled && !hasFound()) {
      cleanRange(geometry.vmallocStart(), geometry.vmallocEnd(), when);
    }
  }

  private void cleanRange(long start, long end, String when) {
    if (contents.mayHold(start, end) != 0) {
      report(reports.stale(contents.firstStale(start, end), when));
    }
  }

  private void withinBudget() {
    boolean unlimited = promise.isUnlimited() || second.isUnlimited() || entangled;
    if (ledger.size() == 0 || unlimited || hasFound()) {
      return;
    }
    long elsewhere = ledger.firstElsewhere(promise, second);
    long allowed = promise.pages() + second.pages();
    long pages = ledger.pages(geometry.pageShift());
    if (elsewhere != 0) {
      report(reports.elsewhere(elsewhere));
    } else if (pages > allowed) {
      report(reports.tooMany(pages, allowed));
    }
  }

  /** Whether a range has pages enough to be flushed as everything, which is then for its sake. */
  private boolean isWorthAll(long start, long end) {
    return end - start >= geometry.flushAllPages() << geometry.pageShift();
  }

  @Override
  public void invalidated(long start, long end, Invalidation invalidation) {
    if (invalidation != Invalidation.WALK_CACHE) {
      boolean all = invalidation == Invalidation.RANGE_AS_ALL && !isWorthAll(start, end);
      long first = all ? geometry.linearStart() : start;
      ledger.add(first, all ? geometry.vmallocEnd() : end, contents.moment());
    } else if (!isPair && !contents.tables().covers(start)) {
      // Of two operations, the other may have invalidated everything in between.
      report(reports.needlessWalkCache(start));
    }
  }

  @Override
  public void tableFreed(long pa) {
    int index = contents.tables().indexOf(pa);
    if (index >= 0) {
      report(reports.table(index, "the table was given back"));
    }
    givenBack(pa >>> geometry.pageShift(), 1);
  }

  @Override
  public void areaMapped(int area, long va, long[] pfns) {
    long end = va + ((long) pfns.length << geometry.pageShift());
    cleanRange(va, end, "a new area appeared there");
  }

  @Override
  public void framesFreed(long pfn, long pages) {
    int lane = cpus.lane();
    FlushPromise kept = lane == 0 ? promise : second;
    if (!contents.isEmpty() && !freeing[lane] && kept.beforeFreeing()) {
      clean(kept, "frames were given back");
    }
    freeing[lane] = true;
    givenBack(pfn, pages);
  }

  /** With debug_pagealloc nobody can reach a frame that is given back. */
  private void givenBack(long pfn, long pages) {
    if (world.config().debugPagealloc()) {
      long start = world.config().linearVa(pfn << geometry.pageShift());
      long end = start + (pages << geometry.pageShift());
      ledger.strikeOut(start, end);
      cleanRange(start, end, "frames were given back");
    }
  }

  /** A range that is not aligned means as many pages as an aligned one. */
  @Override
  public void hostTold(long start, long end, boolean shared) {
    long first = Geometry.alignDown(start, geometry.pageBytes());
    long last = Geometry.alignDown(end, geometry.pageBytes());
    if (first >= last) {
      return;
    }
    cleanRange(first, last, "the host was told");
    Divergence valid = tables.visit(first, last, TableWalk.NO_LEVEL, this);
    if (valid != null) {
      report(valid);
    }
  }

  @Override
  public Divergence run(Run run) {
    int state = run.state();
    return PageState.hardware(state) == PageState.HOLE ? null : reports.stillValid(run.va, state);
  }

  @Override
  public Divergence table(long entryPa, int level, long va, long descriptor) {
    return null;
  }
}
