package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.StateDigest;
import io.splitproof.oracle.reference.FixedEnds;
import io.splitproof.oracle.reference.Reference;
import io.splitproof.oracle.reference.World;
import java.util.Arrays;

/**
 * Nothing sleeps where sleeping is a bug, and locks do what locks are for. All locks are mutexes;
 * contexts and locks belong to the operation that entered and took them. An interrupt is atomic
 * context, whatever it enters.
 *
 * <ol>
 *   <li>In atomic context and under stop_machine no mutex is taken and no allocation is made that
 *       may sleep.
 *   <li>A lock that is held is not taken again. It is released by the operation that took it, and
 *       before the call returns. Contexts are left in the opposite order of being entered.
 *   <li>Taking locks while holding others never goes round in a circle. The circle may close over
 *       the whole program. It begins with what the kernel does anyway: an allocation under
 *       pgtable_split_lock or fixmap_lock may reclaim, and reclaim takes vmap_purge_lock. So an
 *       allocation that may sleep counts as taking vmap_purge_lock.
 *   <li>On x86-64, pages asked for by set_memory_4k, and those of the KFENCE pool, stay pages.
 *   <li>Live entries of the linear map change size only under pgtable_split_lock, held by the
 *       operation that does it, or under stop_machine. Every store tells that of valid entries; of
 *       invalid ones, what is announced does.
 *   <li>Where leaves grow by design, none grows across {@link FixedEnds} or in the KFENCE pool:
 *       others rely on not having to split there, some of them in atomic context.
 * </ol>
 *
 * <p>Source: Linux 7.2 {@code Documentation/locking/mutex-design.rst}; {@code arch/arm64/mm/mmu.c},
 * split_kernel_leaf_mapping, linear_map_split_to_ptes; {@code mm/vmalloc.c}, _vm_unmap_aliases,
 * vmap_node_shrink_scan.
 */
final class ContextCheck extends EventCheck {

  private static final int FREE = -1;
  private static final int DEEPEST = 16;
  private static final Lock[] LOCKS = Lock.values();

  private final World world;
  private final Geometry geometry;
  private final FixedEnds ends;
  private final boolean merges;
  private final Cpus cpus;

  /** For each lock, which of two operations under way holds it, or {@link #FREE}. */
  private final int[] holder = new int[LOCKS.length];

  private final LockOrder order = new LockOrder();

  /** For each of two operations under way, the contexts it is in, outermost first. */
  private final Context[][] contexts = new Context[2][DEEPEST];

  private final int[] depth = new int[2];
  private boolean paired;

  ContextCheck(Reference reference, Cpus cpus) {
    this.world = reference.world();
    this.geometry = world.geometry();
    this.ends = world.ends();
    this.merges = world.design().merges();
    this.cpus = cpus;
    reset();
  }

  @Override
  void reset() {
    super.reset();
    order.clear();
    order.add(Lock.PURGE, Lock.SPLIT);
    order.add(Lock.PURGE, Lock.FIXMAP);
    forget();
  }

  @Override
  void begin(Operation operation) {
    super.begin(operation);
    forget();
  }

  @Override
  void alsoBegin(Operation second) {
    paired = true;
  }

  private void forget() {
    Arrays.fill(holder, FREE);
    Arrays.fill(depth, 0);
    paired = false;
  }

  @Override
  void digest(StateDigest digest) {
    order.digest(digest);
  }

  @Override
  public void locked(Lock lock) {
    int lane = cpus.lane();
    Context context = atomic(lane);
    if (context != null) {
      tell("lock", "no mutex in " + name(context), name(lock), who() + " takes " + name(lock)
          + ", a mutex, in " + name(context) + ", where it must not sleep");
    }
    int owner = holder[lock.ordinal()];
    if (owner != FREE) {
      String whose = owner == lane ? "held already" : "held by another";
      tell("lock", name(lock) + " free when taken", whose, who() + " takes " + name(lock)
          + ", which " + (owner == lane ? "it" : "the other operation") + " has not released");
    }
    order(lock, lane);
    holder[lock.ordinal()] = lane;
  }

  /** Notes that {@code lock} is taken under the locks the operation holds, unless in a circle. */
  private void order(Lock lock, int lane) {
    for (Lock held : LOCKS) {
      if (held == lock || holder[held.ordinal()] != lane) {
        continue;
      }
      if (order.leadsTo(lock, held)) {
        tell("lock", "locks in one order", name(lock) + " under " + name(held), who() + " takes "
            + name(lock) + " while it holds " + name(held)
            + "; elsewhere it is the other way round, so two CPUs can wait for each other");
      } else {
        order.add(lock, held);
      }
    }
  }

  @Override
  public void unlocked(Lock lock) {
    int owner = holder[lock.ordinal()];
    if (owner != cpus.lane()) {
      String whose = owner == FREE ? "held by nobody" : "held by another";
      tell("lock", name(lock) + " released by its holder", whose, who() + " releases "
          + name(lock) + ", which is " + whose);
    }
    holder[lock.ordinal()] = FREE;
  }

  @Override
  public void allocating(boolean maySleep) {
    if (!maySleep) {
      return;
    }
    int lane = cpus.lane();
    Context context = atomic(lane);
    if (context != null) {
      tell("allocation", "no sleep in " + name(context), "may sleep", who()
          + " allocates in " + name(context) + " and does not say that it must not sleep");
    }
    if (holder[Lock.PURGE.ordinal()] == lane) {
      tell("allocation", "no reclaim under " + name(Lock.PURGE), "may sleep", who()
          + " allocates while it holds " + name(Lock.PURGE) + "; that may reclaim, and reclaim"
          + " takes the same lock");
    }
  }

  @Override
  public void split(SplitStep step) {
    if (!maySplit()) {
      tellSplit(step.toString());
    }
  }

  @Override
  public void merged(SplitStep step) {
    if (!maySplit()) {
      tellSplit(step + " undone");
    }
  }

  @Override
  void seen(Sight sight) {
    keepsPages(sight);
    boolean resized = sight.wasValid() && sight.isValid() && sight.beforeSize != sight.afterSize;
    if (resized && geometry.inLinearMap(sight.va) && !maySplit()) {
      tellSplit(sight.describe());
    }
    boolean both = sight.beforeDescriptor != 0 && sight.afterDescriptor != 0;
    if (sight.afterSize > sight.beforeSize && both && merges) {
      grown(sight);
    }
  }

  /** A leaf is larger than what was there before. */
  private void grown(Sight sight) {
    long start = Geometry.alignDown(sight.va, sight.afterSize);
    long inside = ends.firstInside(start, start + sight.afterSize);
    if (inside != FixedEnds.NONE) {
      tell("split", "no leaf grown across what stays split", "leaf grown across", who()
          + " lets a leaf grow across " + Long.toHexString(inside) + ": " + sight.describe()
          + "; somebody asked for a split there, added memory up to there, or changes pages"
          + " there from atomic context");
    }
  }

  private void keepsPages(Sight sight) {
    long page = geometry.pageBytes();
    boolean there = sight.beforeDescriptor != 0 && sight.afterDescriptor != 0;
    if (sight.afterSize > page && there && geometry.inLinearMap(sight.va)) {
      long vpn = world.pages().vpn(sight.va);
      if (world.keepsPages(vpn, sight.bytes >>> geometry.pageShift())) {
        tell("split", "pages that were to stay pages", "a larger leaf", who() + " makes a larger"
            + " leaf of pages that set_memory_4k or KFENCE asked for (" + sight.describe()
            + "): to change one of them, somebody would have to split it, which KFENCE, in atomic"
            + " context, cannot");
      }
    }
  }

  private boolean maySplit() {
    int lane = cpus.lane();
    return holder[Lock.SPLIT.ordinal()] == lane || isIn(lane, Context.STOP_MACHINE);
  }

  private void tellSplit(String how) {
    tell("split", name(Lock.SPLIT) + " held", "not held", who()
        + " changes the size of live entries (" + how + ") without " + name(Lock.SPLIT)
        + " and without stopping the other CPUs: another may be splitting the same leaf");
  }

  @Override
  public void entered(Context context) {
    int lane = cpus.lane();
    if (depth[lane] == DEEPEST) {
      tell("context", "contexts left again", "nested without end", who() + " enters "
          + name(context) + " and is in " + DEEPEST + " contexts already");
    } else {
      contexts[lane][depth[lane]++] = context;
    }
  }

  @Override
  public void left(Context context) {
    int lane = cpus.lane();
    if (depth[lane] == 0 || contexts[lane][depth[lane] - 1] != context) {
      tell("context", "contexts left in order", name(context) + " left", who() + " leaves "
          + name(context) + ", which is not what it entered last");
    } else {
      depth[lane]--;
    }
  }

  @Override
  void end(Operation operation, Outcome outcome) {
    returned(0, outcome);
    if (!paired) {
      returned(1, outcome);
    }
  }

  @Override
  void alsoEnd(Operation second, Outcome outcome) {
    returned(1, outcome);
  }

  private void returned(int lane, Outcome outcome) {
    if (outcome.died()) {
      return;
    }
    for (Lock lock : LOCKS) {
      if (holder[lock.ordinal()] == lane) {
        tell("lock", name(lock) + " released before the call returns", "held", "the call returned "
            + outcome + " and still holds " + name(lock));
      }
    }
    if (depth[lane] > 0) {
      String name = name(contexts[lane][depth[lane] - 1]);
      tell("context", "contexts left before the call returns", name, "the call returned " + outcome
          + " and is still in " + name);
    }
  }

  /** The context in which {@code lane} must not sleep, or null. */
  private Context atomic(int lane) {
    if (isIn(lane, Context.STOP_MACHINE)) {
      return Context.STOP_MACHINE;
    }
    return isInterrupt() || isIn(lane, Context.ATOMIC) ? Context.ATOMIC : null;
  }

  private boolean isIn(int lane, Context context) {
    for (int i = 0; i < depth[lane]; i++) {
      if (contexts[lane][i] == context) {
        return true;
      }
    }
    return false;
  }

  private boolean isInterrupt() {
    return cpus.lane() == 1 && cpus.running() == 0;
  }

  private String who() {
    return (isInterrupt() ? "an interrupt of CPU " : "CPU ") + cpus.running();
  }

  private void tell(String place, String expected, String found, String explanation) {
    if (!hasFound()) {
      report(
          new Divergence(CheckName.CONTEXT, "", place, 0, "", expected, found, explanation));
    }
  }

  private static String name(Lock lock) {
    return switch (lock) {
      case SPLIT -> "pgtable_split_lock";
      case FIXMAP -> "fixmap_lock";
      case PURGE -> "vmap_purge_lock";
    };
  }

  private static String name(Context context) {
    return switch (context) {
      case TASK -> "task context";
      case ATOMIC -> "atomic context";
      case STOP_MACHINE -> "stop_machine";
    };
  }
}
