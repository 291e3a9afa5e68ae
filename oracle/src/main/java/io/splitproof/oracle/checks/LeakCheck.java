package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.reference.Area;
import io.splitproof.oracle.reference.PageState;
import io.splitproof.oracle.reference.Reference;
import io.splitproof.oracle.reference.World;

/**
 * What goes back to the allocator can be handed to anybody. At that moment, for clients that behave
 * well:
 *
 * <ol>
 *   <li>The linear alias of the frame, in the tables as they are, is what all free memory is:
 *       valid, writable, not executable, private, normal memory; under debug_pagealloc the same,
 *       but invalid.
 *   <li>The area the frame comes from does not map it any more.
 *   <li>Where the area was to be reset (VM_FLUSH_RESET_PERMS), no TLB may hold a writable or an
 *       executable translation from the area's addresses to it. Without that flag such a
 *       translation may stay until the next lazy purge; that is what the caller agreed to.
 * </ol>
 *
 * <p>The first holds for tables too. Source: Linux 7.2 {@code mm/vmalloc.c}, vfree and
 * vm_reset_perms; {@code mm/page_alloc.c}, debug_pagealloc_unmap_pages.
 */
final class LeakCheck extends EventCheck implements TableWalk.Visitor {

  private static final int DANGEROUS = PageState.WRITABLE | PageState.EXECUTABLE;

  /** What a page loses when it becomes invalid. */
  private static final int TRANSLATED = PageState.VALID | PageState.NON_GLOBAL;

  private final World world;
  private final Geometry geometry;
  private final Cpus cpus;
  private final TlbContents contents;
  private final int expected;
  private final Places places;

  /** For each of two operations under way, the area it frees; null if it frees none. */
  private final Area[] freeing = new Area[2];

  /** For each, the page of the area whose frame is expected to go back next. */
  private final int[] next = new int[2];

  private TableWalk tables;

  LeakCheck(Reference reference, Cpus cpus, TlbContents contents) {
    this.world = reference.world();
    this.geometry = world.geometry();
    this.cpus = cpus;
    this.contents = contents;
    this.places = new Places(world);
    boolean unmapped = world.config().debugPagealloc();
    this.expected = world.linearDefault() & (unmapped ? ~TRANSLATED : -1);
  }

  @Override
  void attach(TableShadow shadow, TableWalk tables) {
    this.tables = tables;
  }

  @Override
  void begin(Operation operation) {
    super.begin(operation);
    begin(operation, 0);
    freeing[1] = null;
  }

  @Override
  void alsoBegin(Operation second) {
    begin(second, 1);
  }

  private void begin(Operation operation, int lane) {
    boolean frees = operation instanceof Vfree;
    freeing[lane] = frees ? world.objects().area(((Vfree) operation).area()) : null;
    next[lane] = 0;
  }

  @Override
  public void framesFreed(long pfn, long pages) {
    if (hasFound() || !world.wellBehaved()) {
      return;
    }
    looksFree(pfn, pages);
    Area area = freeing[cpus.lane()];
    if (area != null && !hasFound()) {
      leftArea(area, pfn, pages);
    }
  }

  @Override
  public void tableFreed(long pa) {
    if (!hasFound() && world.wellBehaved()) {
      looksFree(pa >>> geometry.pageShift(), 1);
    }
  }

  /** The linear alias of the frames is what it is for all free memory. */
  private void looksFree(long pfn, long pages) {
    long va = world.config().linearVa(pfn << geometry.pageShift());
    if (pages == 1) {
      judge(va, tables.at(va));
    } else {
      long end = va + (pages << geometry.pageShift());
      tables.visit(va, end, TableWalk.NO_LEVEL, this);
    }
  }

  @Override
  public Divergence run(Run run) {
    judge(run.va, run.state());
    return found();
  }

  @Override
  public Divergence table(long entryPa, int level, long va, long descriptor) {
    return null;
  }

  private void judge(long va, int state) {
    if (state != expected) {
      boolean alike = describe(state).equals(describe(expected));
      tell(
          "linear",
          va,
          alike ? describeFully(expected) : describe(expected),
          alike ? describeFully(state) : describe(state),
          "CPU " + cpus.running() + " gives " + frame(va)
              + " back while its linear alias is " + describeFully(state)
              + "; whoever gets it next expects " + describeFully(expected));
    }
  }

  /** The frame that linear address {@code va} is for, and whose it is. */
  private String frame(long va) {
    long pa = world.config().linearPa(va);
    Area area = freeing[cpus.lane()];
    int page = Places.pageOf(area, pa >>> geometry.pageShift());
    String owner =
        page < 0
            ? places.owner(pa >>> geometry.pageShift())
            : "A" + area.number() + "[" + page + "]";
    return "the frame at pa " + Long.toHexString(pa) + " (" + owner + ")";
  }

  /** The area does not map the frames it gives back, nor do TLBs if that was promised. */
  private void leftArea(Area area, long pfn, long pages) {
    int page = pageOf(area, pfn);
    if (page < 0) {
      return;
    }
    next[cpus.lane()] = page + (int) pages;
    long start = area.va() + ((long) page << geometry.pageShift());
    long end = start + (pages << geometry.pageShift());
    for (long va = start; va < end && !hasFound(); va += geometry.pageBytes()) {
      int state = PageState.hardware(tables.at(va));
      if (state != PageState.HOLE) {
        tell("area", va, "unmapped before its frame is freed", "mapped", page(area, va)
            + " is " + describeFully(state) + " while CPU " + cpus.running()
            + " gives its frame back");
      }
    }
    int cached = area.resetPerms() ? contents.mayHold(start, end) & DANGEROUS : 0;
    if (cached != 0) {
      stale(area, start, end, cached);
    }
  }

  private void stale(Area area, long start, long end, int cached) {
    long va = start;
    while (va + geometry.pageBytes() < end && (contents.mayHold(va) & DANGEROUS) == 0) {
      va += geometry.pageBytes();
    }
    String kind = PageState.describe(PageState.VALID | cached);
    tell("area", va, "in no TLB when its frame is freed", kind + " in a TLB", "A"
        + area.number() + " was to be reset, but " + Cpus.describe(contents.holders(va))
        + " may still hold a translation of " + page(area, va)
        + " that no invalidation has taken away since it was " + kind);
  }

  /** The page of {@code area} at {@code va} as programs name it, and the frame behind it. */
  private String page(Area area, long va) {
    int page = (int) (va - area.va() >>> geometry.pageShift());
    long pa = area.pfns()[page] << geometry.pageShift();
    return "A" + area.number() + "[" + page + "] (pa " + Long.toHexString(pa) + ")";
  }

  /** Which page of the area frame {@code pfn} is behind; -1 if none. */
  private int pageOf(Area area, long pfn) {
    int guess = next[cpus.lane()];
    if (guess < area.pages() && area.pfns()[guess] == pfn) {
      return guess;
    }
    for (int page = 0; page < area.pages(); page++) {
      if (area.pfns()[page] == pfn) {
        return page;
      }
    }
    return -1;
  }

  /** A state in words, with what an invalid entry keeps for when it is valid again. */
  private static String describe(int state) {
    return negate(state, PageState.describe(state | PageState.VALID));
  }

  private static String describeFully(int state) {
    return negate(state, PageState.describeFully(state | PageState.VALID));
  }

  private static String negate(int state, String text) {
    boolean valid = (state & PageState.VALID) != 0;
    return state == PageState.HOLE ? "no entry" : valid ? text : "in" + text;
  }

  private void tell(String place, long va, String expected, String found, String explanation) {
    report(new Divergence(CheckName.LEAK, "", place, va, "", expected, found, explanation));
  }
}
