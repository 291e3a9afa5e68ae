package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.reference.Reference;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Judges one machine: listens to what it announces, and after every operation compares its tables
 * with the reference where either of them changed.
 *
 * <p>Use: {@link #attach} once; then for each program {@link #reset} and for each operation {@link
 * #objection}, {@link #expect}, the operation itself, {@link #judge}. Stop at the first divergence,
 * or after an outcome that died. Announcements outside expect and judge are ignored.
 */
public final class Judge implements MachineEvents {

  private final Geometry geometry;
  private final Set<CheckName> enabled;
  private final Reference reference;
  private final TableShadow shadow;
  private final DirtyRanges dirty;
  private final ResultCheck result;
  private Comparison comparison;
  private TableWalk walk;
  private Operation operation;
  private Operation asked;
  private String answer;
  private boolean watching;
  private boolean allocationFailed;
  private String complaint;

  /**
   * Creates the judge of a machine that is about to boot.
   *
   * @param config what it boots with
   * @param enabled which checks may report
   */
  public Judge(MachineConfig config, Set<CheckName> enabled) {
    this.geometry = config.geometry();
    this.enabled = enabled.isEmpty() ? EnumSet.noneOf(CheckName.class) : EnumSet.copyOf(enabled);
    this.reference = new Reference(config);
    this.shadow = new TableShadow(geometry);
    this.dirty = new DirtyRanges(geometry.pageShift());
    this.result = new ResultCheck(reference);
  }

  /** Judges the booted tables and takes them as the state that {@link #reset} returns to. */
  public Optional<Divergence> attach(Machine machine) {
    long root = machine.rootTable();
    boolean realm = machine.config().realm();
    walk = new TableWalk(geometry, machine.memory(), root, realm);
    comparison = new Comparison(reference.world(), machine.memory(), shadow, walk, enabled);
    String wrong = new TableCensus(reference.world(), machine.memory(), shadow).take(root);
    reference.booted(walk);
    if (wrong != null && enabled.contains(CheckName.MAPPING)) {
      return Optional.of(mapping("boot", wrong));
    }
    Divergence found = comparison.everywhere();
    return found == null ? Optional.empty() : Optional.of(found.during("boot"));
  }

  /** Forgets everything since boot. Call together with {@link Machine#reset}. */
  public void reset() {
    reference.reset();
    shadow.reset();
    watching = false;
    operation = null;
    asked = null;
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

  /** Announces the operation the machine is about to carry out. */
  public void expect(Operation operation) {
    this.operation = operation;
    String objection = asked == operation ? answer : reference.objection(operation);
    asked = null;
    dirty.clear();
    shadow.begin();
    allocationFailed = false;
    complaint = null;
    reference.expect(operation, objection != null);
    watching = true;
  }

  /** Judges the operation last expected; null if all agrees. */
  public Divergence judge(Outcome outcome) {
    watching = false;
    boolean allowed = reference.allows(outcome, allocationFailed);
    if (!allowed && enabled.contains(CheckName.RESULT)) {
      return result.check(operation, outcome, allocationFailed);
    }
    if (outcome.died()) {
      return null;
    }
    String wrong = allowed ? reference.settle(outcome, allocationFailed, walk) : null;
    if (enabled.contains(CheckName.MAPPING)) {
      wrong = complaint != null ? complaint : wrong;
      wrong = wrong != null ? wrong : shadow.complaint();
      if (wrong != null) {
        return mapping(KernelName.of(operation), wrong);
      }
    }
    Divergence found = comparison.afterOperation(dirty);
    return found == null ? null : found.during(KernelName.of(operation));
  }

  /** What the operation last expected may end with, in words. */
  public String expectation() {
    return reference.allowed(allocationFailed);
  }

  private static Divergence mapping(String operation, String found) {
    return new Divergence(
        CheckName.MAPPING, operation, "frames", 0, "", "memory accounted for", found, "");
  }

  /** Walks everything; must agree with what was judged step by step. */
  public Optional<Divergence> audit() {
    Divergence found = comparison.everywhere();
    if (found != null) {
      return Optional.of(found.during("audit"));
    }
    if (enabled.contains(CheckName.MAPPING)
        && comparison.tablesMet() != shadow.live()) {
      return Optional.of(mapping("audit", "a table leaked: live, but on no walk"));
    }
    return Optional.empty();
  }

  private void complain(String sentence) {
    if (complaint == null) {
      complaint = sentence;
    }
  }

  @Override
  public void stored(long pa, long before, long after) {
    if (!watching) {
      return;
    }
    int level = shadow.levelAt(pa);
    if (level == TableShadow.NO_TABLE) {
      complain("a store into a frame that is no table");
      return;
    }
    if (level != Geometry.PTE) {
      shadow.stored(pa, level, before, after);
    }
    dirty.add(pa, 1);
  }

  @Override
  public void filled(long pa, int count, long first, long step) {
    if (!watching) {
      return;
    }
    int level = shadow.levelAt(pa);
    if (level == TableShadow.NO_TABLE) {
      complain("a store into a frame that is no table");
      return;
    }
    boolean hooked = shadow.isHooked(pa);
    if (hooked) {
      shadow.clearing(pa, level, count);
      dirty.add(pa, count);
    }
    for (int i = 0; i < count && Descriptor.isTable(first, level); i++) {
      shadow.stored(pa + 8L * i, level, 0, first + i * step);
    }
  }

  @Override
  public void tableAllocated(long pa, int level, Space space) {
    if (watching) {
      shadow.allocated(pa, level);
      takeOver(reference.announcements().tableAllocated(pa >>> geometry.pageShift()));
    }
  }

  @Override
  public void tableFreed(long pa) {
    if (watching) {
      shadow.freed(pa);
      takeOver(reference.announcements().tableFreed(pa >>> geometry.pageShift()));
    }
  }

  @Override
  public void allocationFailed(FaultPlan.Scope kind) {
    allocationFailed = true;
  }

  @Override
  public void invalidated(long start, long end, Invalidation invalidation) {
    if (watching && invalidation != Invalidation.WALK_CACHE) {
      reference.announcements().invalidated(start, end);
    }
  }

  @Override
  public void areaMapped(int area, long va, long[] pfns) {
    if (watching) {
      takeOver(reference.announcements().areaMapped(area, va, pfns));
    }
  }

  @Override
  public void areaUnmapped(int area) {
    if (watching) {
      takeOver(reference.announcements().areaUnmapped(area));
    }
  }

  @Override
  public void blockTaken(int block, long pfn, long pages) {
    if (watching) {
      takeOver(reference.announcements().blockTaken(block, pfn, pages));
    }
  }

  @Override
  public void framesFreed(long pfn, long pages) {
    if (watching) {
      takeOver(reference.announcements().framesFreed(pfn, pages));
    }
  }

  @Override
  public void kfencePool(long pfn, long pages) {
    if (watching) {
      takeOver(reference.announcements().kfencePool(pfn, pages));
    }
  }

  private void takeOver(String wrong) {
    if (wrong != null) {
      complain(wrong);
    }
  }
}
