package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.Access;
import io.splitproof.oracle.contract.Operation.AddMemory;
import io.splitproof.oracle.contract.Operation.AllocPages;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.ArchRemoveMemory;
import io.splitproof.oracle.contract.Operation.CpuUp;
import io.splitproof.oracle.contract.Operation.FinalizeCapabilities;
import io.splitproof.oracle.contract.Operation.FreePages;
import io.splitproof.oracle.contract.Operation.KernelMapPages;
import io.splitproof.oracle.contract.Operation.KfenceInit;
import io.splitproof.oracle.contract.Operation.KfenceProtect;
import io.splitproof.oracle.contract.Operation.MarkRodataRo;
import io.splitproof.oracle.contract.Operation.RemoveMemory;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Operation.Vmap;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.reference.Expectation.Effect;

/**
 * Which operations may be under way at the same time: those that a well-behaved client might ask
 * for, about different pages and different objects. Nothing they do then depends on which of them
 * is faster, so each may do what it may do alone.
 *
 * <p>A CPU may use an address whatever happens to it meanwhile, and gets an answer for one of the
 * states that the page goes through.
 */
final class Pairing {

  private final World world;
  private final Conduct conduct;
  private final Footprint one;
  private final Footprint other;

  Pairing(World world, Conduct conduct) {
    this.world = world;
    this.conduct = conduct;
    this.one = new Footprint(world);
    this.other = new Footprint(world);
  }

  /** Why {@code first} and {@code second} cannot be under way at once; null if they can. */
  String clash(Operation first, Operation second, boolean interrupt) {
    String reason = aloneToo(first);
    reason = reason == null ? aloneToo(second) : reason;
    if (reason != null) {
      return reason;
    }
    if (interrupt && !mayInterrupt(second)) {
      return "it may sleep, which an interrupt must not";
    }
    if (!interrupt && world.boot().online() < 2) {
      return "there is no second CPU";
    }
    reason = ofKind(first, second);
    if (reason != null || first instanceof Access || second instanceof Access) {
      return reason;
    }
    one.of(first);
    other.of(second);
    return one.clash(other);
  }

  /** Why {@code operation} cannot run beside any other; null if it can. */
  private String aloneToo(Operation operation) {
    if (!world.wellBehaved()) {
      return "a client misbehaved, so nobody knows who owns what";
    }
    boolean boot =
        operation instanceof CpuUp
            || operation instanceof FinalizeCapabilities
            || operation instanceof MarkRodataRo
            || operation instanceof KfenceInit
            || operation instanceof ArchRemoveMemory;
    return boot ? "it only runs alone" : conduct.objection(operation);
  }

  /** What neither sleeps nor takes a lock. */
  private static boolean mayInterrupt(Operation operation) {
    return operation instanceof KfenceProtect
        || operation instanceof KernelMapPages
        || operation instanceof Access
        || operation instanceof AllocPages
        || operation instanceof FreePages;
  }

  private String ofKind(Operation first, Operation second) {
    if (isHotplug(first) && isHotplug(second)) {
      return "memory comes and goes under one lock, mem_hotplug_lock";
    }
    if (freesTables(first) && second instanceof RemoveMemory
        || freesTables(second) && first instanceof RemoveMemory) {
      return "whether memory is in use depends on which is first";
    }
    if (makesArea(first) && resets(second) || makesArea(second) && resets(first)) {
      return "the new area may get the addresses of the old one, or not";
    }
    boolean reuse = takes(first) && givesBack(second) || takes(second) && givesBack(first);
    return reuse && world.config().debugPagealloc()
        ? "what a page given back is depends on whether it is taken again"
        : null;
  }

  private static boolean isHotplug(Operation operation) {
    return operation instanceof AddMemory || operation instanceof RemoveMemory;
  }

  private static boolean freesTables(Operation operation) {
    return operation instanceof Vmalloc op && op.kind() == AreaKind.HUGE;
  }

  private static boolean makesArea(Operation operation) {
    return operation instanceof Vmalloc || operation instanceof Vmap;
  }

  /** Whether addresses are invalidated, and so may be used again, as soon as they are unmapped. */
  private boolean resets(Operation operation) {
    Area area = operation instanceof Vfree op ? world.objects().area(op.area()) : null;
    return area != null && area.resetPerms();
  }

  private static boolean takes(Operation operation) {
    return makesArea(operation)
        || operation instanceof AllocPages
        || operation instanceof AddMemory;
  }

  private static boolean givesBack(Operation operation) {
    return operation instanceof Vfree
        || operation instanceof FreePages
        || operation instanceof AddMemory;
  }

  /**
   * Allows {@code operation}, if it uses an address, every answer that may be had while another
   * does what {@code meanwhile} says.
   */
  void allowEither(Operation operation, Expectation expected, Expectation meanwhile) {
    if (!(operation instanceof Access op)) {
      return;
    }
    long va = world.objects().resolve(op.address());
    if (va == Objects.NOWHERE) {
      return;
    }
    long vpn = world.pages().vpn(va);
    int state = world.pages().get(vpn);
    boolean reused = state == PageState.HOLE && meanwhile.created() != PageState.HOLE;
    if (reused || isFree(va)) {
      allow(expected, 0);
      allow(expected, Outcome.EFAULT);
    }
    for (int series = 0; series < meanwhile.series(); series++) {
      int step = meanwhile.stepAt(series, vpn);
      if (step < meanwhile.seriesEnd(series) && meanwhile.first(step) <= vpn) {
        if ((meanwhile.flags(step) & Expectation.IN_PASSING) != 0) {
          allow(expected, Outcome.EFAULT);
        }
        state = meanwhile.after(step, state);
        allow(expected, AccessRules.permits(state, op.use()) ? 0 : Outcome.EFAULT);
      }
    }
  }

  /** Whether a page may become valid because somebody is given its frame. */
  private boolean isFree(long va) {
    if (!world.config().debugPagealloc() || !world.geometry().inLinearMap(va)) {
      return false;
    }
    int owner = world.frames().owner(world.pages().pfn(world.pages().vpn(va)));
    return owner == Frames.FREE || owner == Frames.TABLE;
  }

  private static void allow(Expectation expected, int status) {
    if (expected.match(status, 0, false) < 0) {
      expected.allow(status, 0, Effect.NONE);
    }
  }
}
