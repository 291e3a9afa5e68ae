package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.client.ClientKind;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Placement;
import java.util.ArrayList;
import java.util.List;

/** The numbers in an operation, but for those of its objects. */
final class Fields {

  private Fields() {}

  /** What a number counts. */
  enum Kind {
    /** Pages of an area, a block or a change. */
    PAGES,
    /** Bytes from the start of an object. */
    OFFSET,
    /** A page frame that frames come from. */
    PFN,
    /** Every so many frames. */
    STRIDE,
    /** A page of a block or a pool, or a CPU. */
    INDEX,
    /** A physical address that is changed. */
    PA,
    /** Where memory is added or taken away. */
    MEMORY,
    /** How much of it. */
    MEMORY_BYTES,
    /** Bytes to split. */
    BYTES
  }

  /** One number. */
  record Field(Kind kind, long value) {}

  /** The numbers of {@code operation} in the order it is written. */
  static List<Field> of(Operation operation) {
    List<Field> fields = new ArrayList<>();
    replaced(
        operation,
        (kind, value) -> {
          fields.add(new Field(kind, value));
          return value;
        });
    return fields;
  }

  /** Says what stands instead of a number; asked for each in order. */
  @FunctionalInterface
  interface Replacement {
    long of(Kind kind, long value);
  }

  /** {@code operation} with other numbers. */
  static Operation replaced(Operation operation, Replacement by) {
    if (operation instanceof Operation.Vmalloc it) {
      int pages = count(by, Kind.PAGES, it.pages());
      return new Operation.Vmalloc(
          it.area(), pages, it.kind(), it.resetPerms(), replaced(it.placement(), by));
    }
    if (operation instanceof Operation.Vmap it) {
      int pages = count(by, Kind.PAGES, it.pages());
      return new Operation.Vmap(it.area(), pages, replaced(it.placement(), by));
    }
    if (operation instanceof Operation.AllocPages it) {
      int pages = count(by, Kind.PAGES, it.pages());
      return new Operation.AllocPages(it.block(), pages, replaced(it.placement(), by));
    }
    if (operation instanceof Operation.KfenceInit it) {
      return new Operation.KfenceInit(replaced(it.placement(), by));
    }
    if (operation instanceof Operation.KfenceProtect it) {
      return new Operation.KfenceProtect(count(by, Kind.INDEX, it.page()), it.protect());
    }
    if (operation instanceof Client.Start it) {
      return replacedStart(it, by);
    }
    if (operation instanceof Client.End it) {
      boolean sized = it.kind() == ClientKind.GUEST_MEMORY;
      int pages = sized ? count(by, Kind.PAGES, it.pages()) : 0;
      return Client.End.of(it.kind(), it.object(), pages);
    }
    if (operation instanceof Client.Kfence it) {
      return new Client.Kfence(count(by, Kind.INDEX, it.object()), it.alloc());
    }
    Operation change = replacedChange(operation, by);
    return change == null ? replacedMemory(operation, by) : change;
  }

  private static Operation replacedStart(Client.Start it, Replacement by) {
    if (!it.kind().isSized()) {
      return it.withPlacement(replaced(it.placement(), by));
    }
    int pages = count(by, Kind.PAGES, it.pages());
    boolean module = it.kind() == ClientKind.MODULE;
    int rodata = module ? count(by, Kind.PAGES, it.rodata()) : 0;
    int data = module ? count(by, Kind.PAGES, it.data()) : 0;
    Placement placement = replaced(it.placement(), by);
    return new Client.Start(it.kind(), it.object(), pages, rodata, data, placement);
  }

  /** Operations on an address; null for the others. */
  private static Operation replacedChange(Operation operation, Replacement by) {
    Address pointing = Pointing.address(operation);
    if (pointing == null) {
      return null;
    }
    if (operation instanceof Operation.Access it) {
      int cpu = count(by, Kind.INDEX, it.cpu());
      return new Operation.Access(cpu, replaced(pointing, by), it.use());
    }
    Address address = replaced(pointing, by);
    if (operation instanceof Operation.SetMemory it) {
      int pages = count(by, Kind.PAGES, it.pages());
      return new Operation.SetMemory(it.permission(), address, pages);
    }
    if (operation instanceof Operation.SetMemoryValid it) {
      int pages = count(by, Kind.PAGES, it.pages());
      return new Operation.SetMemoryValid(address, pages, it.valid());
    }
    if (operation instanceof Operation.SetMemory4k it) {
      return new Operation.SetMemory4k(address, count(by, Kind.PAGES, it.pages()));
    }
    if (operation instanceof Operation.SetDirectMap it) {
      int pages = count(by, Kind.PAGES, it.pages());
      return new Operation.SetDirectMap(it.state(), address, pages);
    }
    if (operation instanceof Operation.Split it) {
      return new Operation.Split(address, by.of(Kind.BYTES, it.bytes()));
    }
    if (operation instanceof Operation.SetMemoryEncrypted it) {
      int pages = count(by, Kind.PAGES, it.pages());
      return new Operation.SetMemoryEncrypted(address, pages, it.encrypted());
    }
    if (operation instanceof Operation.FlushTlbKernelRange it) {
      return new Operation.FlushTlbKernelRange(address, count(by, Kind.PAGES, it.pages()));
    }
    if (operation instanceof Client.Walk it) {
      return new Client.Walk(it.kind(), address, count(by, Kind.PAGES, it.pages()));
    }
    Operation.KernelMapPages it = (Operation.KernelMapPages) operation;
    return new Operation.KernelMapPages(address, count(by, Kind.PAGES, it.pages()), it.map());
  }

  private static Operation replacedMemory(Operation operation, Replacement by) {
    if (operation instanceof Operation.AddMemory it) {
      long pa = by.of(Kind.MEMORY, it.pa());
      return new Operation.AddMemory(pa, by.of(Kind.MEMORY_BYTES, it.bytes()));
    }
    if (operation instanceof Operation.RemoveMemory it) {
      long pa = by.of(Kind.MEMORY, it.pa());
      return new Operation.RemoveMemory(pa, by.of(Kind.MEMORY_BYTES, it.bytes()));
    }
    if (operation instanceof Operation.ArchRemoveMemory it) {
      long pa = by.of(Kind.MEMORY, it.pa());
      return new Operation.ArchRemoveMemory(pa, by.of(Kind.MEMORY_BYTES, it.bytes()));
    }
    return operation;
  }

  private static Placement replaced(Placement placement, Replacement by) {
    if (placement instanceof Placement.Near near) {
      long pfn = by.of(Kind.PFN, near.pfn());
      return new Placement.Near(pfn, count(by, Kind.STRIDE, near.stride()));
    }
    if (placement instanceof Placement.Lent lent) {
      int page = count(by, Kind.INDEX, lent.page());
      return new Placement.Lent(lent.block(), page, count(by, Kind.STRIDE, lent.stride()));
    }
    return placement;
  }

  private static Address replaced(Address address, Replacement by) {
    Kind kind = address.base() == Address.Base.PHYSICAL ? Kind.PA : Kind.OFFSET;
    return new Address(address.base(), address.object(), by.of(kind, address.offset()));
  }

  /** A number that must be an int stays as it is rather than overflow. */
  private static int count(Replacement by, Kind kind, int value) {
    long other = by.of(kind, value);
    return (int) other == other ? (int) other : value;
  }
}
