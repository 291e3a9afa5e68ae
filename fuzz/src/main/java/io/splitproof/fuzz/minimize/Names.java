package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.client.ClientKind;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The objects that operations name. */
final class Names {

  private Names() {}

  /** What {@code operation} makes; null if nothing. */
  static Named made(Operation operation) {
    if (operation instanceof Operation.Vmalloc vmalloc) {
      return Named.area(vmalloc.area());
    }
    if (operation instanceof Operation.Vmap vmap) {
      return Named.area(vmap.area());
    }
    if (operation instanceof Client.Start start) {
      return new Named(!start.kind().hasBlock(), start.object());
    }
    return operation instanceof Operation.AllocPages alloc ? Named.block(alloc.block()) : null;
  }

  /** Everything {@code operation} names, what it makes included, in the order it is written. */
  static List<Named> in(Operation operation) {
    List<Named> names = new ArrayList<>();
    renamed(
        operation,
        name -> {
          names.add(name);
          return name;
        });
    return names;
  }

  /** {@code operation} with other names; the kind of object stays. */
  static Operation renamed(Operation operation, UnaryOperator<Named> names) {
    if (operation instanceof Operation.Vmalloc it) {
      int area = names.apply(Named.area(it.area())).number();
      return new Operation.Vmalloc(
          area, it.pages(), it.kind(), it.resetPerms(), renamed(it.placement(), names));
    }
    if (operation instanceof Operation.Vmap it) {
      int area = names.apply(Named.area(it.area())).number();
      return new Operation.Vmap(area, it.pages(), renamed(it.placement(), names));
    }
    if (operation instanceof Operation.Vfree it) {
      return new Operation.Vfree(names.apply(Named.area(it.area())).number());
    }
    if (operation instanceof Operation.AllocPages it) {
      int block = names.apply(Named.block(it.block())).number();
      return new Operation.AllocPages(block, it.pages(), renamed(it.placement(), names));
    }
    if (operation instanceof Operation.FreePages it) {
      return new Operation.FreePages(names.apply(Named.block(it.block())).number());
    }
    if (operation instanceof Operation.KfenceInit it) {
      return new Operation.KfenceInit(renamed(it.placement(), names));
    }
    if (operation instanceof Client.Start it) {
      int first = renamed(it.kind(), it.object(), names);
      return it.withObject(first).withPlacement(renamed(it.placement(), names));
    }
    if (operation instanceof Client.End it) {
      return it.withObject(renamed(it.kind(), it.object(), names));
    }
    Address address = Pointing.address(operation);
    return address == null ? operation : Pointing.at(operation, renamed(address, names));
  }

  /** The objects of a client: those after the first come along with it. */
  private static int renamed(ClientKind kind, int object, UnaryOperator<Named> names) {
    int first = names.apply(new Named(!kind.hasBlock(), object)).number();
    for (int i = 1; i < kind.objects(); i++) {
      names.apply(Named.area(object + i));
    }
    return first;
  }

  private static Placement renamed(Placement placement, UnaryOperator<Named> names) {
    if (placement instanceof Placement.Lent lent) {
      int block = names.apply(Named.block(lent.block())).number();
      return new Placement.Lent(block, lent.page(), lent.stride());
    }
    return placement;
  }

  private static Address renamed(Address address, UnaryOperator<Named> names) {
    return switch (address.base()) {
      case PHYSICAL -> address;
      case BLOCK -> new Address(
          address.base(), names.apply(Named.block(address.object())).number(), address.offset());
      case AREA, BACKING -> new Address(
          address.base(), names.apply(Named.area(address.object())).number(), address.offset());
    };
  }
}
