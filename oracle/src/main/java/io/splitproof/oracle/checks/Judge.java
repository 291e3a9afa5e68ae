package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Design;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.StateDigest;
import io.splitproof.oracle.reference.Reference;
import io.splitproof.oracle.reference.World;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Judges one machine: listens to what it announces, and after every operation compares its tables
 * with the reference where either of them changed.
 *
 * <p>Use: {@link #attach} once; then for each program {@link #reset} and for each operation {@link
 * #objection}, {@link #expect}, the operation itself, {@link #judge}; or for two at the same time
 * {@link #clash} before, and the forms of expect and judge for both. Stop at the first divergence,
 * or after an outcome that died. Announcements outside expect and judge are ignored.
 */
public final class Judge extends Books {

  private final Set<CheckName> enabled;
  private final DirtyRanges dirty;
  private StoreEyes eyes;
  private Comparison comparison;
  private TableWalk walk;
  private Operation operation;

  /** What is under way together with {@link #operation}, or null. */
  private Operation beside;

  private Operation asked;
  private String answer;

  /**
   * Creates the judge of a machine of Linux 7.2's design that is about to boot.
   *
   * @param config what it boots with
   * @param enabled which checks may report
   */
  public Judge(MachineConfig config, Set<CheckName> enabled) {
    this(config, Design.LINUX_7_2, enabled);
  }

  /**
   * Creates the judge of a machine that is about to boot.
   *
   * @param config what it boots with
   * @param design what it promises
   * @param enabled which checks may report
   */
  public Judge(MachineConfig config, Design design, Set<CheckName> enabled) {
    this(config, enabled, new Reference(config, design));
  }

  private Judge(MachineConfig config, Set<CheckName> enabled, Reference reference) {
    super(config.geometry(), reference, new Watch(config, reference, enabled));
    this.enabled = enabled.isEmpty() ? EnumSet.noneOf(CheckName.class) : EnumSet.copyOf(enabled);
    this.dirty = new DirtyRanges(geometry.pageShift());
  }

  /** Judges the booted tables and takes them as the state that {@link #reset} returns to. */
  public Optional<Divergence> attach(Machine machine) {
    long root = machine.rootTable();
    boolean realm = machine.config().realm();
    TablePlaces places = new TablePlaces(geometry, machine.memory(), shadow);
    walk = new TableWalk(geometry, machine.memory(), root, realm, shadow);
    comparison =
        new Comparison(reference.world(), machine.memory(), shadow, places, walk, enabled);
    eyes = new StoreEyes(geometry, machine.memory(), places, realm, watch);
    watch.attach(shadow, walk);
    String wrong = new TableCensus(reference.world(), machine.memory(), shadow).take(root);
    reference.booted(walk);
    if (!panic().isEmpty() && enabled.contains(CheckName.RESULT)) {
      return Optional.of(ResultCheck.died("boot", panic()));
    }
    if (wrong != null && enabled.contains(CheckName.MAPPING)) {
      return Optional.of(mapping("boot", wrong, ""));
    }
    Divergence found = comparison.everywhere();
    return found == null ? Optional.empty() : Optional.of(found.during("boot"));
  }

  /** Forgets everything since boot. Call together with {@link Machine#reset}. */
  public void reset() {
    reference.reset();
    shadow.reset();
    watch.reset();
    watching = false;
    operation = null;
    asked = null;
  }

  /**
   * From here to the next {@link #reset}, reports also what well-behaved clients put up with: a
   * warning for an allocation that failed, an error for a range of no pages.
   */
  public void beStrict() {
    reference.beStrict();
  }

  /**
   * Adds everything that what it says from now on may depend on, between two operations. What it
   * could read off the machine's tables is left out.
   */
  public void digest(StateDigest digest) {
    reference.digest(digest);
    watch.digest(digest);
  }

  /**
   * Why the operation is about nothing, in one sentence, because an object is not there or there
   * already; null if it is not. The machine would do nothing and say 0.
   */
  public String absence(Operation operation) {
    return reference.absence(operation);
  }

  /** Why a well-behaved client would not do this now, in one sentence; null if it might. */
  public String objection(Operation operation) {
    asked = operation;
    answer = reference.objection(operation);
    return answer;
  }

  /** Which rule of the reset contract the operation would break now; null if none. */
  public String breach(Operation operation) {
    return reference.breach(operation);
  }

  /**
   * Why the two may not be under way at the same time, in one sentence; null if they may. Both must
   * be about something.
   *
   * @param interrupt whether the second is an interrupt of the CPU that carries out the first
   */
  public String clash(Operation first, Operation second, boolean interrupt) {
    return reference.clash(first, second, interrupt);
  }

  /** Announces the operation the machine is about to carry out. */
  public void expect(Operation operation) {
    String objection = asked == operation ? answer : reference.objection(operation);
    begin(operation, null);
    reference.expect(operation, objection != null);
    watch.begin(operation);
    watching = true;
  }

  /** Announces two operations that do not {@link #clash}, to be carried out at the same time. */
  public void expect(Operation first, Operation second) {
    begin(first, second);
    reference.expect(first, second);
    watch.begin(first);
    watch.alsoBegin(second);
    watching = true;
  }

  private void begin(Operation first, Operation second) {
    operation = first;
    beside = second;
    asked = null;
    dirty.clear();
    beginBooks();
  }

  /**
   * Judges the operation last expected; null if all agrees. What it left behind comes first, then
   * what happened on the way.
   */
  public Divergence judge(Outcome outcome) {
    return judge(outcome, null);
  }

  /** As {@link #judge(Outcome)}, of two operations that were under way at the same time. */
  public Divergence judge(Outcome first, Outcome second) {
    watching = false;
    Divergence wrong = wrongResult(first, second);
    if (wrong != null) {
      return wrong;
    }
    settle(0, operation, first);
    if (second != null) {
      settle(1, beside, second);
    }
    boolean died = first.died() || second != null && second.died();
    Divergence found = died ? null : remains();
    Divergence passed = watch.end(operation, first);
    if (second != null) {
      passed = watch.alsoEnd(beside, second);
    }
    return verdict(found, passed);
  }

  /** The first result that is not allowed, where that is judged; of two, the one that panicked. */
  private Divergence wrongResult(Outcome first, Outcome second) {
    if (!enabled.contains(CheckName.RESULT)) {
      return null;
    }
    Divergence one = result(0, operation, first);
    Divergence other = second == null ? null : result(1, beside, second);
    boolean otherFirst = one == null || other != null && panickedLane() == 1;
    Divergence wrong = otherFirst ? other : one;
    Divergence passed = watch.found();
    return wrong == null || passed == null ? wrong : wrong.with(named(passed));
  }

  private Divergence result(int lane, Operation operation, Outcome outcome) {
    return ResultCheck.check(reference.lane(lane), operation, outcome, allocationFailed(), panic());
  }

  private void settle(int lane, Operation operation, Outcome outcome) {
    if (reference.lane(lane).allows(outcome, allocationFailed())) {
      String wrong = reference.lane(lane).settle(outcome, allocationFailed(), walk);
      if (wrong != null) {
        complain(wrong, about(operation));
      }
      reference.settled(operation, outcome.status());
    }
  }

  private Divergence verdict(Divergence found, Divergence passed) {
    if (found == null) {
      return passed == null ? null : named(passed);
    }
    Divergence named = found.during(name(Watch.NOBODY));
    return passed == null ? named : named.with(named(passed));
  }

  private Divergence named(Divergence passed) {
    return passed.during(name(watch.blamed()));
  }

  /** What the kernel calls the operation of a lane; both of them if it is nobody's. */
  private String name(int lane) {
    if (beside == null || lane == 0) {
      return KernelName.of(operation);
    }
    String other = KernelName.of(beside);
    return lane == 1 ? other : KernelName.of(operation) + "+" + other;
  }

  /** What is wrong with what the operation left behind, or null. */
  private Divergence remains() {
    if (enabled.contains(CheckName.MAPPING)) {
      if (complaint() != null) {
        return mapping("", complaint(), subject());
      }
      String wrong = shadow.complaint();
      if (wrong != null) {
        return mapping("", wrong, "").aboutTable(shadow.suspect());
      }
    }
    return comparison.afterOperation(dirty);
  }

  /**
   * Judges an area that a client has finished: between operations, once it will change nothing of
   * it any more. What it was excused for while it was on its way there no longer is.
   *
   * @param area number of the area; nothing if there is none such
   * @param client what the client's errand is called
   * @return what is wrong, or null
   */
  public Divergence finished(int area, String client) {
    Divergence found = watch.finished(area);
    return found == null ? null : found.during(client);
  }

  /** What the operation last expected may end with, in words. */
  public String expectation() {
    return reference.allowed(allocationFailed());
  }

  /** As {@link #expectation}, of the second of two operations. */
  public String otherExpectation() {
    return reference.lane(1).allowed(allocationFailed());
  }

  /** What the reference believes, to be looked at only. */
  public World world() {
    return reference.world();
  }

  /**
   * After a result that is not allowed, for which pages are not judged: takes it that the operation
   * ended the first way it may, so that {@link #world} shows what should have been. Nothing can be
   * judged after that before {@link #reset}.
   */
  public void suppose() {
    reference.lane(0).suppose(walk);
    if (beside != null) {
      reference.lane(1).suppose(walk);
    }
  }

  /**
   * The verdict if the machine threw something instead of coming back from what was last expected.
   * Nothing can be judged after that.
   *
   * @param what what it threw
   * @param where the place in its code
   */
  public Divergence crashed(String what, String where) {
    watching = false;
    String text = where.isEmpty() ? what : what + ", thrown at " + where;
    return new Divergence(
        CheckName.RESULT, name(Watch.NOBODY), "call", 0, "", "an outcome", "a crash", text);
  }

  private static Divergence mapping(String operation, String found, String about) {
    return new Divergence(
        CheckName.MAPPING, operation, "frames", 0, "", "memory accounted for", found, about);
  }

  /**
   * What the checks that watch operations found first since {@link #expect}, or null: while the
   * operation is under way this tells at which announcement it was.
   */
  public Divergence suspicion() {
    return watch.found();
  }

  /** Level of the live table that the entry at {@code entryPa} lies in; -1 if there is none. */
  public int levelOf(long entryPa) {
    return shadow.levelAt(entryPa);
  }

  /** First virtual address that the entry at {@code entryPa} is for, if a walk can meet it. */
  public OptionalLong vaOf(long entryPa) {
    long va = shadow.levelAt(entryPa) < 0 ? TableShadow.UNREACHABLE : shadow.va(entryPa);
    return va == TableShadow.UNREACHABLE ? OptionalLong.empty() : OptionalLong.of(va);
  }

  /** Walks everything; must agree with what was judged step by step. */
  public Optional<Divergence> audit() {
    Divergence found = comparison.everywhere();
    if (found != null) {
      return Optional.of(found.during("audit"));
    }
    if (enabled.contains(CheckName.MAPPING)
        && comparison.tablesMet() != shadow.live()) {
      return Optional.of(mapping("audit", "a table leaked: live, but on no walk", ""));
    }
    return Optional.empty();
  }

  @Override
  public void stored(long pa, long before, long after) {
    if (!watching) {
      return;
    }
    int level = shadow.levelAt(pa);
    if (level == TableShadow.NO_TABLE) {
      shadow.forget();
      complain("a store into a frame that is no table", stray(pa, after));
      return;
    }
    if (level != Geometry.PTE) {
      shadow.stored(pa, level, before, after);
    }
    dirty.add(pa, 1);
    watch.stored(pa, before, after);
    if (watch.hasEyes()) {
      eyes.stored(pa, level, before, after);
    }
  }

  @Override
  public void filled(long pa, int count, long first, long step) {
    if (!watching) {
      return;
    }
    int level = shadow.levelAt(pa);
    if (level == TableShadow.NO_TABLE) {
      shadow.forget();
      complain("a store into a frame that is no table", stray(pa, first));
      return;
    }
    watch.filled(pa, count, first, step);
    boolean hooked = shadow.isHooked(pa);
    if (hooked && watch.hasEyes()) {
      eyes.filling(pa, level, count, first, step);
    }
    if (hooked) {
      shadow.clearing(pa, level, count);
      dirty.add(pa, count);
    }
    for (int i = 0; i < count && geometry.format().isTable(first, level); i++) {
      shadow.stored(pa + 8L * i, level, 0, first + i * step);
    }
  }
}
