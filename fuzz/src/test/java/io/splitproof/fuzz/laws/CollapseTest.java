package io.splitproof.fuzz.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.run.JudgedMachine;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What collapse gives back: everything. */
class CollapseTest {

  private static final int OBJECTS = 3;
  private static final int BLOCK_PAGES = 9000;

  private final Variant collapse = Variants.named("collapse");
  private final Map<String, JudgedMachine> machines = new TreeMap<>();
  private final Map<String, List<String>> afterBoot = new TreeMap<>();

  /** Counts what is stored. */
  private static final class StoreCount implements MachineEvents {

    private long stores;

    @Override
    public void stored(long pa, long before, long after) {
      stores++;
    }

    @Override
    public void filled(long pa, int count, long first, long step) {
      stores += count;
    }
  }

  @Property(tries = 200)
  void whenAllPagesAreDefaultAgainTheLeavesAreThoseOfBoot(
      @ForAll("names") String name, @ForAll("sequences") List<Operation> sequence,
      @ForAll("plans") FaultPlan plan) {
    JudgedMachine judged = fresh(name);
    begin(judged);
    judged.machine().arm(plan);
    sequence.forEach(operation -> apply(judged, operation));
    judged.machine().arm(FaultPlan.OFF);
    putRight(judged);
    assertEquals(afterBoot.get(name), LinearLeaves.of(judged.machine()));
  }

  @Example
  void theFirstCollapseMakesWhatLinuxMakesAtBootWhereAllCpusHaveBbml2() {
    for (Machines.Preset preset : Machines.all()) {
      MachineConfig config = preset.machine();
      boolean known = config.stage() == MachineConfig.Stage.BOOTED && config.allBbml2();
      if (known && !config.debugPagealloc()) {
        Machine linux = Variants.byDefault().boot(config, MachineEvents.NONE);
        Machine collapsed = collapse.boot(config, MachineEvents.NONE);
        List<String> leaves = LinearLeaves.of(collapsed);
        assertEquals(LinearLeaves.of(linux), leaves, preset.name());
      }
    }
  }

  @Example
  void linuxGivesNothingBack() {
    Machine linux = Variants.byDefault().boot(Machines.standard(), MachineEvents.NONE);
    List<String> atBoot = LinearLeaves.of(linux);
    linux.apply(area(0, 40, 0xa01f8));
    linux.apply(new Operation.Vfree(0));
    assertTrue(LinearLeaves.of(linux).size() > atBoot.size());
  }

  @Example
  void whatAChangeCostsDoesNotDependOnMemory() {
    assertEquals(stores(Machines.named("4k48")), stores(Machines.named("4k48-1t")));
  }

  private long stores(MachineConfig config) {
    StoreCount count = new StoreCount();
    Machine machine = collapse.boot(config, count);
    count.stores = 0;
    machine.apply(area(0, 40, 0xa01f8));
    machine.apply(new Operation.SetMemory(Permission.ROX, Address.area(0, 0), 40));
    machine.apply(new Operation.Vfree(0));
    assertTrue(count.stores > 0);
    return count.stores;
  }

  private JudgedMachine fresh(String name) {
    JudgedMachine judged =
        machines.computeIfAbsent(
            name,
            key ->
                JudgedMachine.boot(
                    collapse,
                    Machines.named(key),
                    Set.of(CheckName.values()),
                    MachineEvents.NONE));
    judged.reset();
    afterBoot.computeIfAbsent(name, key -> LinearLeaves.of(judged.machine()));
    return judged;
  }

  /** Blocks that fill several tables of pages, at different offsets. */
  private void begin(JudgedMachine judged) {
    long first = judged.machine().config().banks().get(0).end() >>> shift(judged) + 1;
    for (int i = 0; i < OBJECTS; i++) {
      Placement near = new Placement.Near(first + i * 10007L, 1);
      apply(judged, new Operation.AllocPages(i, BLOCK_PAGES, near));
    }
  }

  private void putRight(JudgedMachine judged) {
    for (int i = 0; i < OBJECTS; i++) {
      apply(judged, new Operation.Vfree(i));
      Address block = Address.block(i, 0);
      apply(judged, new Operation.SetMemoryEncrypted(block, BLOCK_PAGES, true));
      apply(judged, new Operation.SetMemoryValid(block, BLOCK_PAGES, true));
    }
  }

  private static void apply(JudgedMachine judged, Operation operation) {
    Operation inside = scaled(operation, shift(judged));
    if (judged.judge().absence(inside) != null || judged.judge().objection(inside) != null) {
      return;
    }
    judged.judge().expect(inside);
    Divergence found = judged.judge().judge(judged.machine().apply(inside));
    assertNull(found, () -> inside + ": " + found.describe());
  }

  private static int shift(JudgedMachine judged) {
    return judged.machine().config().geometry().pageShift();
  }

  /** Offsets are made in pages; the machine says how large those are. */
  private static Operation scaled(Operation operation, int shift) {
    if (operation instanceof Operation.SetMemoryValid op) {
      return new Operation.SetMemoryValid(scaled(op.address(), shift), op.pages(), op.valid());
    } else if (operation instanceof Operation.SetDirectMap op) {
      return new Operation.SetDirectMap(op.state(), scaled(op.address(), shift), op.pages());
    } else if (operation instanceof Operation.SetMemory op) {
      return new Operation.SetMemory(op.permission(), scaled(op.address(), shift), op.pages());
    } else if (operation instanceof Operation.SetMemoryEncrypted op) {
      Address address = scaled(op.address(), shift);
      return new Operation.SetMemoryEncrypted(address, op.pages(), op.encrypted());
    }
    return operation;
  }

  private static Address scaled(Address address, int shift) {
    return new Address(address.base(), address.object(), address.offset() << shift);
  }

  private static Operation area(int number, int pages, long pfn) {
    Placement near = new Placement.Near(pfn, 1);
    return new Operation.Vmalloc(number, pages, AreaKind.VMALLOC, true, near);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(
        "4k48", "4k39", "4k48-realm", "4k48-kpti", "4k48-inside", "16k48", "64k48", "64k42");
  }

  @Provide
  Arbitrary<FaultPlan> plans() {
    return Combinators.combine(
            Arbitraries.of(FaultPlan.Mode.class), Arbitraries.integers().between(1, 6))
        .as((mode, count) -> new FaultPlan(mode, count, FaultPlan.Scope.LINEAR_TABLE));
  }

  @Provide
  Arbitrary<List<Operation>> sequences() {
    Arbitrary<Address> page =
        Combinators.combine(object(), Arbitraries.of(0, 1, 15, 16, 496, 512, 2048, 8192))
            .as(Address::block);
    Arbitrary<Integer> count = Arbitraries.of(1, 2, 16, 17, 128, 512, 2048, 8192);
    Arbitrary<Operation> valid =
        Combinators.combine(page, count, Arbitraries.of(true, false))
            .as(Operation.SetMemoryValid::new);
    Arbitrary<Operation> direct =
        Combinators.combine(Arbitraries.of(DirectMap.class), page, count)
            .as(Operation.SetDirectMap::new);
    Arbitrary<Operation> share =
        Combinators.combine(page, count, Arbitraries.of(true, false))
            .as(Operation.SetMemoryEncrypted::new);
    Arbitrary<Operation> vmalloc =
        Combinators.combine(
                object(), Arbitraries.of(1, 16, 40, 512), Arbitraries.of(0x4400, 0x45f8, 0x4600))
            .as((number, pages, pfn) -> area(number, pages, pfn));
    Arbitrary<Operation> change =
        Combinators.combine(Arbitraries.of(Permission.class), object(), Arbitraries.of(1, 16, 40))
            .as((permission, number, pages) ->
                new Operation.SetMemory(permission, Address.area(number, 0), pages));
    Arbitrary<Operation> vfree = object().map(Operation.Vfree::new);
    return Arbitraries.oneOf(valid, direct, share, vmalloc, change, vfree)
        .list()
        .ofMaxSize(20)
        .map(ArrayList::new);
  }

  private static Arbitrary<Integer> object() {
    return Arbitraries.integers().between(0, OBJECTS - 1);
  }
}
