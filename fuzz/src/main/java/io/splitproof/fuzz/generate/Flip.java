package io.splitproof.fuzz.generate;

import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.client.ClientKind;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.Use;

/** The same operation asking for something else: off for on, another permission, kind or CPU. */
final class Flip {

  private Flip() {}

  static Operation flip(Operation operation, Dice dice) {
    if (operation instanceof Operation.Vmalloc o) {
      AreaKind kind = dice.coin() ? dice.pick(AreaKind.values()) : o.kind();
      boolean reset = (kind == o.kind()) != o.resetPerms();
      return new Operation.Vmalloc(o.area(), o.pages(), kind, reset, o.placement());
    }
    if (operation instanceof Operation.SetMemory o) {
      return new Operation.SetMemory(dice.pick(Permission.values()), o.address(), o.pages());
    }
    if (operation instanceof Operation.SetMemoryValid o) {
      return new Operation.SetMemoryValid(o.address(), o.pages(), !o.valid());
    }
    if (operation instanceof Operation.SetDirectMap o) {
      return new Operation.SetDirectMap(dice.pick(DirectMap.values()), o.address(), o.pages());
    }
    if (operation instanceof Operation.SetMemoryEncrypted o) {
      return new Operation.SetMemoryEncrypted(o.address(), o.pages(), !o.encrypted());
    }
    if (operation instanceof Operation.KernelMapPages o) {
      return new Operation.KernelMapPages(o.address(), o.pages(), !o.map());
    }
    if (operation instanceof Operation.KfenceProtect o) {
      return new Operation.KfenceProtect(o.page(), !o.protect());
    }
    if (operation instanceof Operation.CpuUp o) {
      return new Operation.CpuUp(!o.bbml2());
    }
    if (operation instanceof Client.Kfence o) {
      return new Client.Kfence(o.object(), !o.alloc());
    }
    if (operation instanceof Client.Start o) {
      return flip(o, dice);
    }
    if (operation instanceof Operation.Access o) {
      int cpu = dice.percent(40) ? dice.below(2) : o.cpu();
      return new Operation.Access(cpu, o.address(), dice.pick(Use.values()));
    }
    return operation;
  }

  /** A module's regions change places; of another client with areas it becomes another. */
  private static Client.Start flip(Client.Start client, Dice dice) {
    if (client.kind() == ClientKind.MODULE) {
      return Client.Start.module(
          client.object(), client.data(), client.pages(), client.rodata(), client.placement());
    }
    ClientKind kind = dice.pick(ClientKind.values());
    int object = kind.nearest(client.object());
    return Client.Start.of(kind, object, client.pages(), client.placement());
  }
}
