package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.Access;
import io.splitproof.oracle.contract.Operation.AddMemory;
import io.splitproof.oracle.contract.Operation.AllocPages;
import io.splitproof.oracle.contract.Operation.ArchRemoveMemory;
import io.splitproof.oracle.contract.Operation.CpuUp;
import io.splitproof.oracle.contract.Operation.FinalizeCapabilities;
import io.splitproof.oracle.contract.Operation.FlushTlbKernelRange;
import io.splitproof.oracle.contract.Operation.FreePages;
import io.splitproof.oracle.contract.Operation.KernelMapPages;
import io.splitproof.oracle.contract.Operation.KfenceInit;
import io.splitproof.oracle.contract.Operation.KfenceProtect;
import io.splitproof.oracle.contract.Operation.MarkRodataRo;
import io.splitproof.oracle.contract.Operation.RemoveMemory;
import io.splitproof.oracle.contract.Operation.SetDirectMap;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.SetMemory4k;
import io.splitproof.oracle.contract.Operation.SetMemoryEncrypted;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Split;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Operation.VmUnmapAliases;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Operation.Vmap;
import io.splitproof.oracle.reference.Expectation.Effect;

/** Which rules an operation goes by. */
final class Rules {

  private final World world;
  private final Expectation expected;
  private final LinearRules linear;
  private final SetMemoryRules setMemory;
  private final ObjectRules objects;
  private final HotplugRules hotplug;
  private final BootRules boot;
  private final KfenceRules kfence;
  private final AccessRules access;

  /** x86-64's own; null elsewhere. */
  private final CpaRules cpa;


  Rules(World world, Expectation expected, BootRules boot, KfenceRules kfence) {
    this.world = world;
    this.expected = expected;
    this.boot = boot;
    this.kfence = kfence;
    linear = new LinearRules(world, expected, new RangeRules(world, expected));
    setMemory = new SetMemoryRules(world, expected);
    objects = new ObjectRules(world, expected);
    hotplug = new HotplugRules(world, expected);
    access = new AccessRules(world, expected);
    cpa = world.geometry().isX86() ? new CpaRules(world, expected) : null;
  }

  /** The address {@code operation} is about, as the kernel gets it, or null. */
  static Address address(Operation operation) {
    if (operation instanceof SetMemory op) {
      return op.address();
    } else if (operation instanceof SetMemoryValid op) {
      return op.address();
    } else if (operation instanceof SetMemory4k op) {
      return op.address();
    } else if (operation instanceof SetDirectMap op) {
      return page(op.address());
    } else if (operation instanceof Split op) {
      return op.address();
    } else if (operation instanceof SetMemoryEncrypted op) {
      return op.address();
    } else if (operation instanceof KernelMapPages op) {
      return page(op.address());
    } else if (operation instanceof FlushTlbKernelRange op) {
      return op.address();
    } else if (operation instanceof Access op) {
      return op.address();
    }
    return null;
  }

  /** A struct page: for an address in an area, the page behind it. */
  private static Address page(Address address) {
    return address.base() == Address.Base.AREA
        ? Address.backing(address.object(), address.offset())
        : address;
  }

  /** Fills the expectation. What names an object that is not there does nothing, successfully. */
  void apply(Operation operation) {
    Address address = address(operation);
    if (address == null) {
      applyToObjects(operation);
      return;
    }
    long va = world.objects().resolve(address);
    if (va == Objects.NOWHERE) {
      expected.allow(0, 0, Effect.NONE);
    } else {
      applyAt(operation, va);
    }
  }

  private void applyAt(Operation operation, long va) {
    if (cpa != null && !(operation instanceof Access)) {
      cpa.expect(operation, va);
    } else if (operation instanceof SetMemory op) {
      setMemory.expect(op, va);
    } else if (operation instanceof SetMemoryValid op) {
      linear.setMemoryValid(op, va);
    } else if (operation instanceof SetDirectMap op) {
      linear.setDirectMap(op, va);
    } else if (operation instanceof Split op) {
      linear.split(op, va);
    } else if (operation instanceof SetMemoryEncrypted op) {
      linear.setMemoryEncrypted(op, va);
    } else if (operation instanceof KernelMapPages op) {
      linear.kernelMapPages(op, va);
    } else if (operation instanceof FlushTlbKernelRange || operation instanceof SetMemory4k) {
      expected.allow(0, 0, Effect.NONE);
    } else if (operation instanceof Access op) {
      access.access(op, va);
    }
  }

  private void applyToObjects(Operation operation) {
    if (operation instanceof Vmalloc op) {
      objects.vmalloc(op);
    } else if (operation instanceof Vmap op) {
      objects.vmap(op);
    } else if (operation instanceof Vfree op) {
      objects.vfree(op);
    } else if (operation instanceof AllocPages op) {
      objects.allocPages(op);
    } else if (operation instanceof FreePages op) {
      objects.freePages(op);
    } else if (operation instanceof AddMemory op) {
      hotplug.add(op);
    } else if (operation instanceof RemoveMemory op) {
      hotplug.remove(op);
    } else if (operation instanceof ArchRemoveMemory op) {
      hotplug.archRemove(op);
    } else {
      applyToMachine(operation);
    }
  }

  private void applyToMachine(Operation operation) {
    if (operation instanceof KfenceInit) {
      kfence.initialise();
    } else if (operation instanceof KfenceProtect op) {
      linear.kfenceProtect(op);
    } else if (operation instanceof CpuUp op) {
      boot.cpuUp(op);
    } else if (operation instanceof FinalizeCapabilities) {
      boot.finalizeCapabilities();
    } else if (operation instanceof MarkRodataRo) {
      boot.markRodataRo();
    } else if (operation instanceof VmUnmapAliases) {
      expected.allow(0, 0, Effect.NONE);
    } else {
      throw new AssertionError("no rules for " + operation);
    }
  }
}
