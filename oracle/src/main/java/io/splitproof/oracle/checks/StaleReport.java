package io.splitproof.oracle.checks;

import io.splitproof.oracle.reference.PageMap;
import io.splitproof.oracle.reference.PageState;
import io.splitproof.oracle.reference.World;

/** Says what {@link TlbCheck} found, for signatures and for people. */
final class StaleReport {

  private final World world;
  private final Cpus cpus;
  private final TlbContents contents;
  private final FlushLedger ledger;
  private final Places places;

  StaleReport(World world, Cpus cpus, TlbContents contents, FlushLedger ledger) {
    this.world = world;
    this.cpus = cpus;
    this.contents = contents;
    this.ledger = ledger;
    this.places = new Places(world);
  }

  /**
   * The page at {@code va} may be cached as it no longer is.
   *
   * @param when by when it should not have been; empty for the end of the operation
   */
  Divergence stale(long va, String when) {
    PageMap pages = world.pages();
    int now = PageState.hardware(pages.get(pages.vpn(va)));
    int cached = contents.mayHold(va);
    boolean over = when.isEmpty();
    boolean plain = !over || !PageState.describe(now).equals(PageState.describe(cached));
    String what = plain ? PageState.describe(cached) : PageState.describeFully(cached);
    String expected = plain ? PageState.describe(now) : PageState.describeFully(now);
    String limit = over ? "the operation was over" : when;
    String explanation =
        "before " + limit + " it had to be invalidated: " + reason(va)
            + "; may still be cached by " + Cpus.describe(contents.holders(va))
            + places.aliases(va);
    return new Divergence(
        CheckName.TLB,
        "",
        places.of(va),
        va,
        "",
        over ? expected : "nothing-cached",
        "cached-" + what,
        explanation);
  }

  private String reason(long va) {
    if (contents.isUnderWay(va)) {
      return "no DSB ISH of the CPU that asked for it completed the invalidation";
    }
    if (contents.holders(va) != cpus.online() && ledger.covers(va)) {
      return "the invalidation was for one CPU alone";
    }
    return ledger.covers(va) ? inVain(ledger.last(va), va) : "nothing invalidated it";
  }

  /** Why an invalidation at that moment did not help. */
  private String inVain(long invalidated, long va) {
    long store = contents.staleSince(va);
    if (invalidated < store) {
      return "it was invalidated only before the store that made it stale";
    }
    return invalidated == store
        ? "no barrier is between the store that made it stale and its invalidation"
        : "the invalidation left a cached table descriptor, which brings it back";
  }

  /** A table may still be walked through. */
  Divergence table(int index, String when) {
    WalkCaches tables = contents.tables();
    String done =
        tables.underWay(index)
            ? "no DSB ISH of the CPU that asked for it completed the invalidation"
            : "nothing that reaches walk caches invalidated it";
    return new Divergence(
        CheckName.TLB,
        "",
        "table",
        tables.start(index),
        "",
        "no cached copy of its descriptor",
        "walk caches may point to it",
        "when " + when + ", " + done + "; it was for va "
            + Long.toHexString(tables.start(index)) + " to "
            + Long.toHexString(tables.end(index) - 1) + "; may still be walked by "
            + Cpus.describe(cpus.online()),
        tables.table(index));
  }

  Divergence needlessWalkCache(long va) {
    String why = "no table was hooked out that is for va " + Long.toHexString(va);
    return call(va, "walk caches left alone", "walk caches invalidated", why);
  }

  /** Something was invalidated that the call is not about. */
  Divergence elsewhere(long va) {
    String why =
        "the call is about other addresses; it invalidated " + ledger.describe()
            + places.aliases(va);
    return call(va, "invalidation of what changes", "invalidation elsewhere", why);
  }

  /** More was invalidated than needed. */
  Divergence tooMany(long pages, long allowed) {
    String why =
        pages + " pages were invalidated in " + ledger.size() + " invalidations ("
            + ledger.describe() + "); " + allowed
            + " pages are what Linux 7.2 invalidates at most";
    return call(0, "invalidation of what changes", "invalidation of more", why);
  }

  /** The host was told of a page that this CPU may still use. */
  Divergence stillValid(long va, int state) {
    return new Divergence(
        CheckName.TLB,
        "",
        places.of(va),
        va,
        "",
        "fault",
        PageState.describe(state),
        "the host was told of a page that is still valid" + places.aliases(va));
  }

  private static Divergence call(long va, String expected, String found, String why) {
    return new Divergence(CheckName.TLB, "", "call", va, "", expected, found, why);
  }
}
