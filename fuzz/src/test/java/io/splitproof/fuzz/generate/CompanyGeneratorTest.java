package io.splitproof.fuzz.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Placement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which operations generated programs let run beside which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompanyGeneratorTest {

  private record Pair(MachineConfig machine, Step first, Step second) {}

  private final List<Pair> pairs = new ArrayList<>();
  private int steps;

  @BeforeAll
  void generate() {
    ProgramGenerator generator =
        new ProgramGenerator(new SplittableRandom(11), Clients.WELL_BEHAVED);
    for (int i = 0; i < 3000; i++) {
      Program program = generator.next();
      steps += program.steps().size();
      for (int at = 1; at < program.steps().size(); at++) {
        Step second = program.steps().get(at);
        if (second.beside() != null) {
          pairs.add(new Pair(program.machine(), program.steps().get(at - 1), second));
        }
      }
    }
  }

  private long count(BiPredicate<Operation, Operation> like) {
    return pairs.stream()
        .filter(pair -> like.test(pair.first().operation(), pair.second().operation()))
        .count();
  }

  @Test
  void aFewStepsInAHundredRunBesideTheOneBefore() {
    int perMille = 1000 * pairs.size() / steps;
    assertTrue(perMille > 25 && perMille < 60, perMille + " in 1000");
  }

  @Test
  void noneIsBesideOneThatIsBesideAnother() {
    pairs.forEach(pair -> assertEquals(null, pair.first().beside()));
  }

  @Test
  void otherPagesOfTheSameBlockChange() {
    assertTrue(count(CompanyGeneratorTest::apartInOneBlock) > 100);
  }

  private static boolean apartInOneBlock(Operation first, Operation second) {
    Operands.Range one = Reach.of(first, 12);
    Operands.Range other = Reach.of(second, 12);
    boolean same =
        one != null
            && other != null
            && one.address().base() == Address.Base.BLOCK
            && other.address().base() == Address.Base.BLOCK
            && one.address().object() == other.address().object();
    return same
        && (one.address().offset() >= other.address().offset() + 4096L * other.pages()
            || other.address().offset() >= one.address().offset() + 4096L * one.pages());
  }

  @Test
  void splitsMeetMemoryThatComesAndGoes() {
    assertTrue(count((a, b) -> isLinear(a) && b instanceof Operation.AddMemory) > 20);
    assertTrue(count((a, b) -> isLinear(a) && b instanceof Operation.RemoveMemory) > 5);
    assertTrue(count((a, b) -> a instanceof Operation.AddMemory && isLinear(b)) > 10);
  }

  private static boolean isLinear(Operation operation) {
    return operation instanceof Operation.SetMemoryValid
        || operation instanceof Operation.SetDirectMap
        || operation instanceof Operation.Split
        || operation instanceof Operation.SetMemory;
  }

  @Test
  void areasChangeAndEndBesideAnother() {
    assertTrue(count(CompanyGeneratorTest::twoAreasChange) > 15);
    assertTrue(
        count((a, b) -> a instanceof Operation.SetMemory && b instanceof Operation.Vfree) > 15);
  }

  private static boolean twoAreasChange(Operation first, Operation second) {
    return first instanceof Operation.SetMemory one
        && second instanceof Operation.SetMemory other
        && one.address().object() != other.address().object();
  }

  @Test
  void kfenceInterruptsWhatSplits() {
    assertTrue(
        pairs.stream()
                .filter(pair -> isLinear(pair.first().operation()))
                .filter(pair -> pair.second().operation() instanceof Operation.KfenceProtect)
                .filter(pair -> pair.second().beside().interrupt())
                .count()
            > 20);
  }

  @Test
  void onlyWhatMayBeAtomicIsAnInterrupt() {
    for (Pair pair : pairs) {
      Operation second = pair.second().operation();
      boolean atomic =
          second instanceof Operation.KfenceProtect
              || second instanceof Operation.KernelMapPages
              || second instanceof Operation.Access
              || second instanceof Operation.AllocPages
              || second instanceof Operation.FreePages;
      assertTrue(atomic || !pair.second().beside().interrupt(), second::toString);
    }
  }

  @Test
  void withOneCpuThereAreOnlyInterrupts() {
    MachineConfig machine = Machines.named("4k48-early");
    ProgramGenerator generator =
        new ProgramGenerator(new SplittableRandom(1), Clients.WELL_BEHAVED);
    Operation take = new Operation.AllocPages(0, 64, new Placement.Near(0x80000, 1));
    int interrupts = 0;
    for (int i = 0; i < 200; i++) {
      Step step = generator.company(machine, List.of(Step.of(take))).orElse(null);
      assertTrue(step == null || step.beside().interrupt(), () -> "" + step);
      interrupts += step == null ? 0 : 1;
    }
    assertTrue(interrupts > 100, interrupts + " interrupts");
  }

  @Test
  void everyCpuUsesPagesBesideWhatChangesThem() {
    assertTrue(count((a, b) -> isLinear(a) && b instanceof Operation.Access) > 50);
  }

  @Test
  void everyNumberOfTurnsComesUpAndMostAreShort() {
    Set<Integer> numbers = new HashSet<>();
    int small = 0;
    int turns = 0;
    for (Pair pair : pairs) {
      numbers.add(pair.second().beside().turns().size());
      for (int stores : pair.second().beside().turns()) {
        turns++;
        small += stores < 4 ? 1 : 0;
      }
    }
    assertEquals(Set.of(1, 2, 3, 4, 5, 6), numbers);
    assertTrue(small > turns / 2 && small < turns * 9 / 10, small + " of " + turns);
  }

  @Test
  void whatParksTheOtherCpusRunsAlone() {
    MachineConfig machine = Machines.named("4k48-early-repaint");
    ProgramGenerator generator =
        new ProgramGenerator(new SplittableRandom(1), Clients.WELL_BEHAVED);
    for (int i = 0; i < 200; i++) {
      List<Step> steps = List.of(Step.of(new Operation.FinalizeCapabilities()));
      assertTrue(generator.company(machine, steps).isEmpty());
    }
  }
}
