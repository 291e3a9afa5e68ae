package io.splitproof.fuzz.generate;

import io.splitproof.fuzz.client.Client;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Placement;
import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/** The same operation with one kind of operand replaced, if it has any of that kind. */
final class Rewrite {

  private Rewrite() {}

  /** Replaces a number of pages, or of bytes in units of {@code pageBytes}. */
  static Operation pages(Operation operation, IntUnaryOperator to, long pageBytes) {
    if (operation instanceof Operation.Vmalloc o) {
      int pages = to.applyAsInt(o.pages());
      return new Operation.Vmalloc(o.area(), pages, o.kind(), o.resetPerms(), o.placement());
    }
    if (operation instanceof Operation.Vmap o) {
      return new Operation.Vmap(o.area(), to.applyAsInt(o.pages()), o.placement());
    }
    if (operation instanceof Operation.AllocPages o) {
      return new Operation.AllocPages(o.block(), to.applyAsInt(o.pages()), o.placement());
    }
    if (operation instanceof Operation.SetMemory o) {
      return new Operation.SetMemory(o.permission(), o.address(), to.applyAsInt(o.pages()));
    }
    if (operation instanceof Operation.SetMemoryValid o) {
      return new Operation.SetMemoryValid(o.address(), to.applyAsInt(o.pages()), o.valid());
    }
    if (operation instanceof Operation.SetMemory4k o) {
      return new Operation.SetMemory4k(o.address(), to.applyAsInt(o.pages()));
    }
    if (operation instanceof Operation.SetDirectMap o) {
      return new Operation.SetDirectMap(o.state(), o.address(), to.applyAsInt(o.pages()));
    }
    if (operation instanceof Operation.Split o) {
      int pages = (int) (o.bytes() / pageBytes);
      return new Operation.Split(o.address(), to.applyAsInt(pages) * pageBytes);
    }
    if (operation instanceof Operation.SetMemoryEncrypted o) {
      int pages = to.applyAsInt(o.pages());
      return new Operation.SetMemoryEncrypted(o.address(), pages, o.encrypted());
    }
    if (operation instanceof Operation.KernelMapPages o) {
      return new Operation.KernelMapPages(o.address(), to.applyAsInt(o.pages()), o.map());
    }
    if (operation instanceof Operation.KfenceProtect o) {
      return new Operation.KfenceProtect(to.applyAsInt(o.page()), o.protect());
    }
    if (operation instanceof Operation.FlushTlbKernelRange o) {
      return new Operation.FlushTlbKernelRange(o.address(), to.applyAsInt(o.pages()));
    }
    if (operation instanceof Client.Start o) {
      return o.withPages(to.applyAsInt(o.pages()));
    }
    if (operation instanceof Client.Walk o) {
      return new Client.Walk(o.kind(), o.address(), to.applyAsInt(o.pages()));
    }
    if (operation instanceof Client.Kfence o) {
      return new Client.Kfence(to.applyAsInt(o.object()), o.alloc());
    }
    return operation;
  }

  /** Replaces an address. */
  static Operation address(Operation operation, UnaryOperator<Address> to) {
    if (operation instanceof Operation.SetMemory o) {
      return new Operation.SetMemory(o.permission(), to.apply(o.address()), o.pages());
    }
    if (operation instanceof Operation.SetMemoryValid o) {
      return new Operation.SetMemoryValid(to.apply(o.address()), o.pages(), o.valid());
    }
    if (operation instanceof Operation.SetMemory4k o) {
      return new Operation.SetMemory4k(to.apply(o.address()), o.pages());
    }
    if (operation instanceof Operation.SetDirectMap o) {
      return new Operation.SetDirectMap(o.state(), to.apply(o.address()), o.pages());
    }
    if (operation instanceof Operation.Split o) {
      return new Operation.Split(to.apply(o.address()), o.bytes());
    }
    if (operation instanceof Operation.SetMemoryEncrypted o) {
      return new Operation.SetMemoryEncrypted(to.apply(o.address()), o.pages(), o.encrypted());
    }
    if (operation instanceof Operation.KernelMapPages o) {
      return new Operation.KernelMapPages(to.apply(o.address()), o.pages(), o.map());
    }
    if (operation instanceof Operation.FlushTlbKernelRange o) {
      return new Operation.FlushTlbKernelRange(to.apply(o.address()), o.pages());
    }
    if (operation instanceof Client.Walk o) {
      return new Client.Walk(o.kind(), to.apply(o.address()), o.pages());
    }
    if (operation instanceof Operation.Access o) {
      return new Operation.Access(o.cpu(), to.apply(o.address()), o.use());
    }
    return operation;
  }

  /** Replaces a placement. */
  static Operation placement(Operation operation, UnaryOperator<Placement> to) {
    if (operation instanceof Operation.Vmalloc o) {
      Placement placement = to.apply(o.placement());
      return new Operation.Vmalloc(o.area(), o.pages(), o.kind(), o.resetPerms(), placement);
    }
    if (operation instanceof Operation.Vmap o) {
      return new Operation.Vmap(o.area(), o.pages(), to.apply(o.placement()));
    }
    if (operation instanceof Operation.AllocPages o) {
      return new Operation.AllocPages(o.block(), o.pages(), to.apply(o.placement()));
    }
    if (operation instanceof Operation.KfenceInit o) {
      return new Operation.KfenceInit(to.apply(o.placement()));
    }
    if (operation instanceof Client.Start o) {
      return o.withPlacement(to.apply(o.placement()));
    }
    return operation;
  }

  /** Replaces the number of the area or block an operation makes or ends. */
  static Operation object(Operation operation, IntUnaryOperator to) {
    if (operation instanceof Operation.Vmalloc o) {
      int area = to.applyAsInt(o.area());
      return new Operation.Vmalloc(area, o.pages(), o.kind(), o.resetPerms(), o.placement());
    }
    if (operation instanceof Operation.Vmap o) {
      return new Operation.Vmap(to.applyAsInt(o.area()), o.pages(), o.placement());
    }
    if (operation instanceof Operation.AllocPages o) {
      return new Operation.AllocPages(to.applyAsInt(o.block()), o.pages(), o.placement());
    }
    if (operation instanceof Operation.Vfree o) {
      return new Operation.Vfree(to.applyAsInt(o.area()));
    }
    if (operation instanceof Operation.FreePages o) {
      return new Operation.FreePages(to.applyAsInt(o.block()));
    }
    if (operation instanceof Client.Start o) {
      return o.withObject(to.applyAsInt(o.object()));
    }
    if (operation instanceof Client.End o) {
      return o.withObject(to.applyAsInt(o.object()));
    }
    return operation;
  }

  /** Replaces where a physical range starts. */
  static Operation pa(Operation operation, LongUnaryOperator to) {
    if (operation instanceof Operation.AddMemory o) {
      return new Operation.AddMemory(to.applyAsLong(o.pa()), o.bytes());
    }
    if (operation instanceof Operation.RemoveMemory o) {
      return new Operation.RemoveMemory(to.applyAsLong(o.pa()), o.bytes());
    }
    if (operation instanceof Operation.ArchRemoveMemory o) {
      return new Operation.ArchRemoveMemory(to.applyAsLong(o.pa()), o.bytes());
    }
    return operation;
  }
}
