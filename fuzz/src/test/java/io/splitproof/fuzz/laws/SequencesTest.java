package io.splitproof.fuzz.laws;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Placement;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/** Sequences of operations made by jqwik: clean on Linux 7.2, and failing ones shrink. */
class SequencesTest {

  private static final int SHIFT = Machines.standard().geometry().pageShift();

  private final Runner linux = Runner.thorough(Variants.byDefault());

  @Property(tries = 400)
  void linuxAgreesWithTheReference(@ForAll("sequences") List<Step> steps) {
    RunResult result = linux.run(program(steps));
    assertTrue(result.isClean(), () -> result.divergence().describe() + "\n" + program(steps));
  }

  @Example
  void aFaultOfV7ShrinksToAHandfulOfSteps() {
    Runner v7 = Runner.thorough(Variants.named("v7"));
    RandomGenerator<List<Step>> generator = sequences().generator(1000);
    Random random = new Random(1);
    Shrinkable<List<Step>> failing = generator.next(random);
    while (v7.run(program(failing.value())).isClean()) {
      failing = generator.next(random);
    }
    Optional<Shrinkable<List<Step>>> smaller = Optional.of(failing);
    while (smaller.isPresent()) {
      failing = smaller.get();
      smaller = failing.shrink().filter(s -> !v7.run(program(s.value())).isClean()).findFirst();
    }
    Program smallest = program(failing.value());
    assertTrue(smallest.steps().size() <= 8, smallest::toString);
  }

  private static Program program(List<Step> steps) {
    return new Program(Machines.standard(), Clients.WELL_BEHAVED, steps);
  }

  @Provide
  Arbitrary<List<Step>> sequences() {
    Arbitrary<Operation> operation =
        Arbitraries.oneOf(
            List.of(alloc(), free(), valid(), page(), vmalloc(), change(), vfree(), split()));
    Arbitrary<FaultPlan> plan =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(9, Arbitraries.just(null)),
            net.jqwik.api.Tuple.of(1, plans()));
    return Combinators.combine(plan, operation)
        .as((armed, asked) -> new Step(armed, null, asked))
        .list()
        .ofMaxSize(24);
  }

  private static Arbitrary<FaultPlan> plans() {
    return Combinators.combine(
            Arbitraries.of(FaultPlan.Mode.NTH, FaultPlan.Mode.EVERY, FaultPlan.Mode.BUDGET),
            Arbitraries.integers().between(1, 5),
            Arbitraries.of(FaultPlan.Scope.class))
        .as(FaultPlan::new);
  }

  private static Arbitrary<Operation> alloc() {
    return Combinators.combine(
            object(), count(), Arbitraries.of(0x80000L, 0x80200L, 0x801f0L, 0x90003L))
        .as((block, pages, near) -> new Operation.AllocPages(block, pages, near(near)));
  }

  private static Arbitrary<Operation> free() {
    return object().map(Operation.FreePages::new);
  }

  private static Arbitrary<Operation> valid() {
    return Combinators.combine(blockPage(), count(), Arbitraries.of(true, false))
        .as(Operation.SetMemoryValid::new);
  }

  private static Arbitrary<Operation> page() {
    return Combinators.combine(Arbitraries.of(DirectMap.class), blockPage(), count())
        .as(Operation.SetDirectMap::new);
  }

  private static Arbitrary<Operation> vmalloc() {
    return Combinators.combine(
            object(),
            Arbitraries.integers().between(1, 20),
            Arbitraries.of(AreaKind.VMALLOC, AreaKind.KPROBES),
            Arbitraries.of(0xa0000L, 0xa01f8L, 0x80400L))
        .as((area, pages, kind, near) ->
            new Operation.Vmalloc(area, pages, kind, true, near(near)));
  }

  private static Arbitrary<Operation> change() {
    Arbitrary<Address> address =
        Combinators.combine(object(), Arbitraries.integers().between(0, 20))
            .as((area, page) -> Address.area(area, (long) page << SHIFT));
    Arbitrary<Integer> pages = Arbitraries.integers().between(1, 20);
    return Combinators.combine(Arbitraries.of(Permission.class), address, pages)
        .as(Operation.SetMemory::new);
  }

  private static Arbitrary<Operation> vfree() {
    return object().map(Operation.Vfree::new);
  }

  private static Arbitrary<Operation> split() {
    return Combinators.combine(blockPage(), count())
        .as((address, pages) -> new Operation.Split(address, (long) pages << SHIFT));
  }

  private static Arbitrary<Integer> object() {
    return Arbitraries.integers().between(0, 2);
  }

  private static Arbitrary<Integer> count() {
    return Arbitraries.of(1, 2, 15, 16, 17, 511, 512, 513, 8192);
  }

  private static Arbitrary<Address> blockPage() {
    return Combinators.combine(object(), Arbitraries.of(0, 1, 15, 16, 496, 512, 1024))
        .as((block, page) -> Address.block(block, (long) page << SHIFT));
  }

  private static Placement near(long pfn) {
    return new Placement.Near(pfn, 1);
  }
}
