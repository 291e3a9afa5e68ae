package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.reference.PageMap;
import io.splitproof.oracle.reference.PageState;
import io.splitproof.oracle.reference.World;

/**
 * Finds the addresses through which a frame can be written, and those through which it can be
 * executed. Executable addresses are few, so they are kept; from there the frame leads to its
 * linear alias, and what TLBs may hold is searched. A frame is behind one living area at most as
 * long as clients behave.
 */
final class AliasSearch {

  private static final int WRITE = PageState.WRITABLE;
  private static final int EXECUTE = PageState.EXECUTABLE;

  /** Of a way to write: there is none. */
  private static final int NOT_AT_ALL = -1;

  private final World world;
  private final Geometry geometry;
  private final Cpus cpus;
  private final TlbContents contents;
  private final Suspects suspects;
  private final boolean linearFollows;
  private final ExecutableRanges executable = new ExecutableRanges();
  private TableWalk tables;

  AliasSearch(World world, Cpus cpus, TlbContents contents, Suspects suspects) {
    this.world = world;
    this.geometry = world.geometry();
    this.cpus = cpus;
    this.contents = contents;
    this.suspects = suspects;
    this.linearFollows = world.config().rodata() == Rodata.FULL;
  }

  void attach(TableWalk tables) {
    this.tables = tables;
  }

  /** A program begins: nothing is executable in the linear map or the vmalloc area. */
  void reset() {
    executable.clear();
  }

  /** What {@code sight} shows has stopped being executable. */
  void noLongerExecutable(Sight sight) {
    executable.remove(sight.va, sight.end());
  }

  /** What {@code sight} shows becomes executable; {@code asked}: and may well be writable. */
  void executable(Sight sight, boolean asked) {
    if (!asked) {
      findWriters(sight);
    }
    executable.add(sight.va, sight.end(), sight.afterPa);
  }

  private void findWriters(Sight sight) {
    boolean both = (PageState.hardware(sight.after) & WRITE) != 0;
    for (long pa = sight.afterPa; pa < paEnd(sight); pa += geometry.pageBytes()) {
      long va = vaOf(sight, pa);
      if (both) {
        suspect(sight, va, va, pa, 0);
      }
      int how = linearWritable(pa);
      if (how != NOT_AT_ALL) {
        suspect(sight, va, world.config().linearVa(pa), pa, how);
      }
    }
    StaleRanges stale = contents.stale();
    for (int i = stale.find(geometry.linearEnd()); i < stale.size(); i++) {
      if ((stale.state(i) & WRITE) != 0) {
        writtenThrough(sight, stale.start(i), stale.end(i), stale.pa(i));
      }
    }
  }

  /** Notes the frames behind {@code sight} that can be written through a cached range. */
  private void writtenThrough(Sight sight, long start, long end, long pa) {
    long last = Math.min(pa + (end - start), paEnd(sight));
    for (long at = Math.max(pa, sight.afterPa); at < last; at += geometry.pageBytes()) {
      suspect(sight, vaOf(sight, at), start + (at - pa), at, Suspects.WRITABLE_CACHED);
    }
  }

  /** How frame {@code pa} can be written through its linear alias. */
  private int linearWritable(long pa) {
    if (!linearFollows || !world.config().hasLinearVa(pa)) {
      return NOT_AT_ALL;
    }
    long va = world.config().linearVa(pa);
    if ((PageState.hardware(tables.at(va)) & WRITE) != 0) {
      return 0;
    }
    return (staleNow(va) & WRITE) != 0 ? Suspects.WRITABLE_CACHED : NOT_AT_ALL;
  }

  /** What TLBs may hold of a page since this operation made it stale. */
  private int staleNow(long va) {
    if (contents.isEmpty()) {
      return 0;
    }
    StaleRanges stale = contents.stale();
    int index = stale.find(va);
    boolean listed = index < stale.size() && stale.start(index) <= va;
    boolean now = listed && (stale.state(index) & StaleRanges.UNDECIDED) != 0;
    return now || contents.isUnderWay(va) ? contents.mayHold(va) : 0;
  }

  /** What {@code sight} shows becomes writable. */
  void writable(Sight sight) {
    if (!linearFollows && geometry.inLinearMap(sight.va)) {
      return;
    }
    for (int i = 0; i < executable.size(); i++) {
      long bytes = executable.end(i) - executable.start(i);
      executedThrough(sight, executable.start(i), executable.pa(i), bytes, 0);
    }
    for (int space = 0; space < TlbContents.SPACES; space++) {
      executedThroughCaches(sight, contents.newStart(space), contents.newEnd(space));
    }
  }

  private void executedThroughCaches(Sight sight, long start, long end) {
    StaleRanges stale = contents.stale();
    int wanted = EXECUTE | StaleRanges.UNDECIDED;
    for (int i = stale.find(start); i < stale.size() && stale.start(i) < end; i++) {
      if ((stale.state(i) & wanted) == wanted) {
        long bytes = stale.end(i) - stale.start(i);
        executedThrough(sight, stale.start(i), stale.pa(i), bytes, Suspects.EXECUTABLE_CACHED);
      }
    }
  }

  /** Notes the frames behind {@code sight} that can be executed through another range. */
  private void executedThrough(Sight sight, long va, long pa, long bytes, int how) {
    long last = Math.min(pa + bytes, paEnd(sight));
    for (long at = Math.max(pa, sight.afterPa); at < last; at += geometry.pageBytes()) {
      suspect(sight, va + (at - pa), vaOf(sight, at), at, how);
    }
  }

  private static long paEnd(Sight sight) {
    return sight.afterPa + sight.bytes;
  }

  private static long vaOf(Sight sight, long pa) {
    return sight.va + (pa - sight.afterPa);
  }

  private void suspect(Sight sight, long executableVa, long writableVa, long pa, int how) {
    boolean both = isBoth(executableVa, writableVa, pa, true);
    if (!both && world.wellBehaved()) {
      suspects.add(executableVa, writableVa, pa, sight.entryPa, how, cpus.running());
    }
  }

  /** Whether what made this pair was asked for, as the reference has settled it. */
  boolean wasAskedFor(Suspects list, int index) {
    return isBoth(list.executableVa(index), list.writableVa(index), list.pa(index), false);
  }

  /** Whether the reference has a frame both writable and executable over these addresses. */
  private boolean isBoth(long executableVa, long writableVa, long pa, boolean before) {
    int bits = wanted(executableVa, before) | wanted(writableVa, before);
    if (linearFollows && world.config().hasLinearVa(pa)) {
      bits |= wanted(world.config().linearVa(pa), before);
    }
    return (bits & (WRITE | EXECUTE)) == (WRITE | EXECUTE);
  }

  private int wanted(long va, boolean before) {
    PageMap pages = world.pages();
    long vpn = pages.vpn(va);
    return PageState.hardware(before ? pages.before(vpn) : pages.get(vpn));
  }

  /** A call that promises an invalidation returns. */
  void leftBehind(Operation operation) {
    for (int space = 0; space < TlbContents.SPACES; space++) {
      lookAtWhatIsCached(contents.newStart(space), contents.newEnd(space));
    }
    if (operation instanceof SetMemory set) {
      lookAtTables(set);
    }
  }

  /** What this call made stale between the addresses and did not invalidate. */
  private void lookAtWhatIsCached(long start, long end) {
    StaleRanges stale = contents.stale();
    for (int i = stale.find(start); i < stale.size() && stale.start(i) < end; i++) {
      boolean isNew = (stale.state(i) & StaleRanges.UNDECIDED) != 0;
      boolean counts = linearFollows || !geometry.inLinearMap(stale.start(i));
      if (isNew && counts && (stale.state(i) & WRITE) != 0) {
        cachedWritable(stale.start(i), stale.end(i), stale.pa(i));
      }
      if (isNew && (stale.state(i) & EXECUTE) != 0) {
        stillWritable(stale.start(i), stale.end(i), stale.pa(i), Suspects.EXECUTABLE_CACHED);
      }
    }
  }

  private void cachedWritable(long start, long end, long pa) {
    for (int i = 0; i < executable.size(); i++) {
      long skip = executable.pa(i) - pa;
      long last = Math.min(end - start, skip + executable.end(i) - executable.start(i));
      for (long at = Math.max(0, skip); at < last; at += geometry.pageBytes()) {
        long executableVa = executable.start(i) + (at - skip);
        left(executableVa, start + at, pa + at, Suspects.WRITABLE_CACHED);
      }
    }
  }

  /** The executable pages among those the call was about, against their other addresses. */
  private void lookAtTables(SetMemory operation) {
    long start = world.objects().resolve(operation.address());
    lookAt(start, start + ((long) operation.pages() << geometry.pageShift()));
  }

  /** The executable pages of [{@code start}, {@code end}), against their other addresses. */
  void lookAt(long start, long end) {
    for (int i = 0; i < executable.size(); i++) {
      long first = Math.max(start, executable.start(i));
      long last = Math.min(end, executable.end(i));
      stillWritable(first, last, executable.pa(i) + (first - executable.start(i)), 0);
    }
  }

  /** Executable pages [{@code start}, {@code end}), against what tables let one write. */
  private void stillWritable(long start, long end, long pa, int how) {
    for (long va = start; va < end; va += geometry.pageBytes()) {
      long frame = pa + (va - start);
      if ((PageState.hardware(tables.at(va)) & WRITE) != 0) {
        left(va, va, frame, how);
      }
      int linear = linearWritable(frame);
      if (linear != NOT_AT_ALL) {
        left(va, world.config().linearVa(frame), frame, how | linear);
      }
    }
  }

  private void left(long executableVa, long writableVa, long pa, int how) {
    int cpu = cpus.running();
    suspects.add(executableVa, writableVa, pa, 0, how | Suspects.LEFT_BEHIND, cpu);
  }
}
