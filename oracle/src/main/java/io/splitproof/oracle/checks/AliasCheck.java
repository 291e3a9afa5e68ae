package io.splitproof.oracle.checks;

import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.reference.Area;
import io.splitproof.oracle.reference.PageState;
import io.splitproof.oracle.reference.Reference;
import io.splitproof.oracle.reference.World;

/**
 * No frame can be written through one address and executed through another (or the same), unless
 * the caller asked for that: for clients that behave well, at every store and when a call returns.
 *
 * <p>What can be is what the tables say at that moment, or what a TLB may still hold. It was asked
 * for if the reference has the frame both writable and executable, over the same addresses and the
 * linear alias, before the operation or after it ({@code set_memory_x} of a writable page, {@code
 * set_memory_rw} of an executable one), or if the area was made so (execmem for kprobes, before its
 * {@code set_memory_rox}, and the EXEC kind). When a call that promises an invalidation returns,
 * only what the reference has after it counts.
 *
 * <p>An area of the kernel's own clients is looked at once more when it is as they want it ({@link
 * #finished}): then nothing of it may be both, whatever it was made as.
 *
 * <p>Left to the caller: what a {@code _noflush} call leaves cached of a linear alias, and what
 * {@code vfree} without VM_FLUSH_RESET_PERMS leaves cached executable; both from the end of that
 * call on, or, beside another operation, from the moment the area is unmapped. Cached writable
 * addresses of areas long gone do count: {@code set_memory_*} purges them first because of this.
 *
 * <p>x86-64 changes an area before the direct map behind it, and invalidates once, at the end:
 * there only what is left when a call returns counts, unless more is asked of it than well-behaved
 * clients ask. Pages of the direct map that their owner makes executable there are not looked at.
 *
 * <p>Linear aliases follow {@code set_memory_*} only with rodata=full; with other settings they
 * stay writable by choice and are not looked at here.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/pageattr.c}, change_memory_common; {@code
 * mm/execmem.c}; {@code mm/vmalloc.c}, vm_reset_perms.
 */
final class AliasCheck extends EventCheck {

  private final World world;
  private final Cpus cpus;
  private final AliasSearch search;
  private final AliasVerdict verdict;
  private final Suspects suspects = new Suspects();

  /** For each of two operations under way, whether it makes an area that is to be executable. */
  private final boolean[] asksForBoth = new boolean[2];

  /** For each, whether it returns only once what it took away is in no TLB. */
  private final boolean[] promises = new boolean[2];

  /** For each, whether it unmaps an area. */
  private final boolean[] unmaps = new boolean[2];

  private boolean paired;

  /** Whether one of two operations unmaps an area that a later call is to invalidate. */
  private boolean leavesCached;

  AliasCheck(Reference reference, Cpus cpus, TlbContents contents) {
    this.world = reference.world();
    this.cpus = cpus;
    this.search = new AliasSearch(world, cpus, contents, suspects);
    this.verdict = new AliasVerdict(world, contents);
  }

  @Override
  void attach(TableShadow shadow, TableWalk tables) {
    search.attach(tables);
  }

  @Override
  void reset() {
    super.reset();
    search.reset();
    suspects.clear();
  }

  @Override
  void begin(Operation operation) {
    super.begin(operation);
    suspects.clear();
    begin(operation, 0);
    paired = false;
    leavesCached = false;
  }

  @Override
  void alsoBegin(Operation second) {
    begin(second, 1);
    paired = true;
    leavesCached = unmaps[0] && !promises[0] || unmaps[1] && !promises[1];
  }

  private void begin(Operation operation, int lane) {
    asksForBoth[lane] =
        operation instanceof Vmalloc vmalloc
            && (vmalloc.kind() == AreaKind.KPROBES || vmalloc.kind() == AreaKind.EXEC);
    promises[lane] = promises(operation);
    unmaps[lane] = operation instanceof Vfree;
  }

  private boolean promises(Operation operation) {
    if (operation instanceof Vfree vfree) {
      Area area = world.objects().area(vfree.area());
      return area != null && area.resetPerms();
    }
    return operation instanceof SetMemory;
  }

  @Override
  void seen(Sight sight) {
    int before = PageState.hardware(sight.before);
    int after = PageState.hardware(sight.after);
    int kept = sight.beforePa == sight.afterPa ? before & after : 0;
    if ((before & ~kept & PageState.EXECUTABLE) != 0) {
      search.noLongerExecutable(sight);
    }
    if ((after & ~kept & PageState.WRITABLE) != 0) {
      search.writable(sight);
    }
    boolean owned = world.geometry().isX86() && world.geometry().inLinearMap(sight.va);
    if ((after & ~kept & PageState.EXECUTABLE) != 0 && !owned) {
      search.executable(sight, asksForBoth[cpus.lane()]);
    }
  }

  @Override
  void end(Operation operation, Outcome outcome) {
    if (!paired) {
      conclude(operation, outcome);
    }
  }

  /** The reference has settled both by now; what each of them left cached cannot be told apart. */
  @Override
  void alsoEnd(Operation second, Outcome outcome) {
    conclude(second, outcome);
  }

  /**
   * What is wrong with an area that its client has finished, or null: none of its pages is writable
   * and executable any more, however it was made.
   */
  Divergence finished(int number) {
    Area area = world.objects().area(number);
    if (area == null || !world.wellBehaved()) {
      return null;
    }
    suspects.clear();
    search.lookAt(area.va(), area.va() + ((long) area.pages() << world.geometry().pageShift()));
    return suspects.size() == 0 ? null : verdict.onFinished(suspects, 0);
  }

  private void conclude(Operation last, Outcome outcome) {
    if (outcome.died() || !world.wellBehaved()) {
      return;
    }
    if (!paired && promises[0]) {
      search.leftBehind(last);
    }
    for (int i = 0; i < suspects.size() && !hasFound(); i++) {
      if (!isLeftLazily(i) && !isAccepted(i) && !search.wasAskedFor(suspects, i)) {
        report(verdict.on(suspects, i));
      }
    }
  }

  /** Whether pair number {@code index} was there in passing only, on a system that is known to. */
  private boolean isAccepted(int index) {
    boolean left = (suspects.how(index) & Suspects.LEFT_BEHIND) != 0;
    return world.geometry().isX86() && !left && !world.isStrict();
  }

  /** Whether pair number {@code index} is cached of an area that vfree unmapped meanwhile. */
  private boolean isLeftLazily(int index) {
    int how = suspects.how(index);
    return leavesCached
        && ((how & Suspects.WRITABLE_CACHED) != 0 && isGone(suspects.writableVa(index))
            || (how & Suspects.EXECUTABLE_CACHED) != 0 && isGone(suspects.executableVa(index)));
  }

  private boolean isGone(long va) {
    return !world.geometry().inLinearMap(va) && world.objects().areaAt(va) == null;
  }
}
