package io.splitproof.fuzz.program;

import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.client.ClientKind;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Placement;
import java.util.Objects;

/**
 * What a step may say. Counts, offsets and addresses are free, because a client may be wrong; only
 * what has no written form, or no bound, is refused.
 */
final class OperationRules {

  /** Highest number of an area or block. */
  static final int MAX_OBJECT = 15;

  /** Frames an exact placement may list. */
  static final int MAX_FRAMES = 32768;

  /** First page-frame number that no 52-bit physical address reaches, whatever the page size. */
  static final long PFN_LIMIT = 1L << 40;

  private OperationRules() {}

  /** The one way to write {@code plan}; null stays null. */
  static FaultPlan canonical(FaultPlan plan) {
    if (plan == null || plan.mode() == FaultPlan.Mode.OFF) {
      return plan == null ? null : FaultPlan.OFF;
    }
    int least = plan.mode() == FaultPlan.Mode.BUDGET ? 0 : 1;
    require(plan.count() >= least, "fault count", plan.count());
    Objects.requireNonNull(plan.scope(), "scope");
    return plan;
  }

  static void check(Operation operation) {
    if (operation instanceof Operation.Vmalloc vmalloc) {
      object(vmalloc.area());
      placement(vmalloc.placement());
    } else if (operation instanceof Operation.Vmap vmap) {
      object(vmap.area());
      placement(vmap.placement());
    } else if (operation instanceof Operation.Vfree vfree) {
      object(vfree.area());
    } else if (operation instanceof Operation.AllocPages alloc) {
      object(alloc.block());
      placement(alloc.placement());
    } else if (operation instanceof Operation.FreePages free) {
      object(free.block());
    } else if (operation instanceof Operation.KfenceInit init) {
      placement(init.placement());
    } else if (operation instanceof Client client) {
      checkClient(client);
    } else {
      checkAddress(operation);
    }
  }

  /** Objects have numbers that programs may say, all of them. */
  private static void checkClient(Client client) {
    if (client instanceof Client.Start start) {
      object(start.object());
      object(lastObject(start.kind(), start.object()));
      placement(start.placement());
    } else if (client instanceof Client.End end) {
      object(end.object());
      object(lastObject(end.kind(), end.object()));
    } else if (client instanceof Client.Walk walk) {
      address(walk.address());
    }
  }

  /** The last of the objects that a client has which has {@code first}. */
  static int lastObject(ClientKind kind, int first) {
    return first + Math.max(1, kind.areas()) - 1;
  }

  private static void checkAddress(Operation operation) {
    if (operation instanceof Operation.SetMemory set) {
      address(set.address());
    } else if (operation instanceof Operation.SetMemoryValid valid) {
      address(valid.address());
    } else if (operation instanceof Operation.SetMemory4k keep) {
      address(keep.address());
    } else if (operation instanceof Operation.SetDirectMap direct) {
      address(direct.address());
    } else if (operation instanceof Operation.Split split) {
      address(split.address());
    } else if (operation instanceof Operation.SetMemoryEncrypted encrypted) {
      address(encrypted.address());
    } else if (operation instanceof Operation.KernelMapPages map) {
      address(map.address());
    } else if (operation instanceof Operation.FlushTlbKernelRange flush) {
      address(flush.address());
    } else if (operation instanceof Operation.Access access) {
      address(access.address());
      Objects.requireNonNull(access.use(), "use");
    }
  }

  private static void address(Address address) {
    object(address.object());
    boolean physical = address.base() == Address.Base.PHYSICAL;
    require(!physical || address.object() == 0, "object of a physical address", address.object());
  }

  private static void placement(Placement placement) {
    Objects.requireNonNull(placement, "placement");
    if (placement instanceof Placement.Lent lent) {
      object(lent.block());
    } else if (placement instanceof Placement.Exact exact) {
      require(exact.pfns().length <= MAX_FRAMES, "number of frames", exact.pfns().length);
      for (long pfn : exact.pfns()) {
        require(pfn >= 0 && pfn < PFN_LIMIT, "page-frame number", pfn);
      }
    }
  }

  private static void object(int number) {
    require(number >= 0 && number <= MAX_OBJECT, "object number", number);
  }

  private static void require(boolean holds, String what, long value) {
    if (!holds) {
      throw new IllegalArgumentException(what + " " + value + " is out of range");
    }
  }
}
