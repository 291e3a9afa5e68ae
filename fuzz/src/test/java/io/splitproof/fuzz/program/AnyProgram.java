package io.splitproof.fuzz.program;

import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.client.ClientKind;
import io.splitproof.fuzz.client.WalkKind;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.Use;
import io.splitproof.oracle.contract.Placement;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.arbitraries.IntegerArbitrary;

/** Any program whatever, edges of every operand included. */
final class AnyProgram {

  private AnyProgram() {}

  static Arbitrary<Program> programs() {
    return Combinators.combine(
            Arbitraries.integers().between(0, Machines.all().size() - 1),
            Arbitraries.of(Clients.class),
            steps().list().ofMaxSize(12))
        .as((machine, clients, steps) ->
            new Program(Machines.all().get(machine).machine(), clients, steps));
  }

  static Arbitrary<Step> steps() {
    return Combinators.combine(
            plans().injectNull(0.7), interleavings().injectNull(0.7), operations())
        .as(AnyProgram::step);
  }

  /** Clients run by themselves. */
  private static Step step(FaultPlan plan, Interleaving beside, Operation operation) {
    return new Step(plan, operation instanceof Operation.Composite ? null : beside, operation);
  }

  private static Arbitrary<FaultPlan> plans() {
    return Combinators.combine(
            Arbitraries.of(FaultPlan.Mode.class),
            Arbitraries.integers().between(1, Integer.MAX_VALUE),
            Arbitraries.of(FaultPlan.Scope.class))
        .as(FaultPlan::new);
  }

  private static Arbitrary<Interleaving> interleavings() {
    IntegerArbitrary stores = Arbitraries.integers().between(0, Interleaving.MAX_STORES);
    return Arbitraries.oneOf(
        stores.list().ofSize(1).map(turn -> new Interleaving(true, turn)),
        stores
            .list()
            .ofMinSize(1)
            .ofMaxSize(Interleaving.MAX_TURNS)
            .map(turns -> new Interleaving(false, turns)));
  }

  private static Arbitrary<Operation> operations() {
    return Arbitraries.oneOf(allocations(), changes(), machineOperations(), clients());
  }

  private static Arbitrary<Operation> clients() {
    return Arbitraries.oneOf(
        Combinators.combine(Arbitraries.of(ClientKind.class), objects(), counts(), placements())
            .as((kind, object, pages, placement) ->
                Client.Start.of(kind, kind.nearest(object), pages, placement)),
        Combinators.combine(objects(), counts(), counts(), counts(), placements())
            .as((object, text, rodata, data, placement) ->
                Client.Start.module(
                    ClientKind.MODULE.nearest(object), text, rodata, data, placement)),
        Combinators.combine(Arbitraries.of(ClientKind.class), objects(), counts())
            .as((kind, object, pages) -> Client.End.of(kind, kind.nearest(object), pages)),
        Combinators.combine(Arbitraries.of(WalkKind.class), addresses(), counts())
            .as(Client.Walk::new),
        Combinators.combine(counts(), flags()).as(Client.Kfence::new));
  }

  private static Arbitrary<Operation> allocations() {
    return Arbitraries.oneOf(
        Combinators.combine(
                objects(), counts(), Arbitraries.of(AreaKind.class), flags(), placements())
            .as(Operation.Vmalloc::new),
        Combinators.combine(objects(), counts(), placements()).as(Operation.Vmap::new),
        Combinators.combine(objects(), counts(), placements()).as(Operation.AllocPages::new),
        objects().map(Operation.Vfree::new),
        objects().map(Operation.FreePages::new),
        Arbitraries.just(new Operation.VmUnmapAliases()));
  }

  private static Arbitrary<Operation> changes() {
    return Arbitraries.oneOf(
        Combinators.combine(Arbitraries.of(Permission.class), addresses(), counts())
            .as(Operation.SetMemory::new),
        Combinators.combine(addresses(), counts(), flags()).as(Operation.SetMemoryValid::new),
        Combinators.combine(Arbitraries.of(DirectMap.class), addresses(), counts())
            .as(Operation.SetDirectMap::new),
        Combinators.combine(addresses(), Arbitraries.longs()).as(Operation.Split::new),
        Combinators.combine(addresses(), counts(), flags()).as(Operation.SetMemoryEncrypted::new),
        Combinators.combine(addresses(), counts(), flags()).as(Operation.KernelMapPages::new),
        Combinators.combine(addresses(), counts()).as(Operation.FlushTlbKernelRange::new),
        Combinators.combine(counts(), addresses(), Arbitraries.of(Use.class))
            .as(Operation.Access::new));
  }

  private static Arbitrary<Operation> machineOperations() {
    return Arbitraries.oneOf(
        ranges().map(range -> new Operation.AddMemory(range[0], range[1])),
        ranges().map(range -> new Operation.RemoveMemory(range[0], range[1])),
        ranges().map(range -> new Operation.ArchRemoveMemory(range[0], range[1])),
        Arbitraries.just(new Operation.MarkRodataRo()),
        placements().map(Operation.KfenceInit::new),
        Combinators.combine(counts(), flags()).as(Operation.KfenceProtect::new),
        flags().map(Operation.CpuUp::new),
        Arbitraries.just(new Operation.FinalizeCapabilities()));
  }

  private static Arbitrary<Placement> placements() {
    return Arbitraries.oneOf(
        Combinators.combine(Arbitraries.longs(), counts()).as(Placement.Near::new),
        Combinators.combine(objects(), counts(), counts()).as(Placement.Lent::new),
        Combinators.combine(Arbitraries.longs(), frames()).as(Placement.Exact::new));
  }

  private static Arbitrary<long[]> frames() {
    long most = OperationRules.PFN_LIMIT - 1;
    return Arbitraries.oneOf(
            Arbitraries.longs().between(0, 20), Arbitraries.longs().between(0, most))
        .array(long[].class)
        .ofMaxSize(40);
  }

  private static Arbitrary<Address> addresses() {
    return Combinators.combine(
            Arbitraries.of(Address.Base.class), objects(), Arbitraries.longs())
        .as((base, object, offset) ->
            new Address(base, base == Address.Base.PHYSICAL ? 0 : object, offset));
  }

  private static Arbitrary<long[]> ranges() {
    return Arbitraries.longs().array(long[].class).ofSize(2);
  }

  private static IntegerArbitrary counts() {
    return Arbitraries.integers();
  }

  private static IntegerArbitrary objects() {
    return Arbitraries.integers().between(0, OperationRules.MAX_OBJECT);
  }

  private static Arbitrary<Boolean> flags() {
    return Arbitraries.of(true, false);
  }
}
