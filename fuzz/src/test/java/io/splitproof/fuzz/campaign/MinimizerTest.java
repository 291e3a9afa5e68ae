package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class MinimizerTest {

  private static final Step NEEDED = Step.of(new Operation.Vfree(15));
  private static final Step ALSO_NEEDED = Step.of(new Operation.FreePages(14));

  private static Program longProgram() {
    Program program =
        new ProgramGenerator(new SplittableRandom(1), Clients.ANY).next(Machines.standard(), 60);
    List<Step> steps = new ArrayList<>(program.steps());
    steps.removeIf(step -> step.equals(NEEDED) || step.equals(ALSO_NEEDED));
    steps.add(5, NEEDED.withPlan(FaultPlan.OFF));
    steps.add(41, ALSO_NEEDED);
    return program.withSteps(steps);
  }

  private static boolean hasBoth(Program program) {
    List<Operation> operations = program.steps().stream().map(Step::operation).toList();
    int first = operations.indexOf(NEEDED.operation());
    return first >= 0 && operations.lastIndexOf(ALSO_NEEDED.operation()) > first;
  }

  @Test
  void onlyWhatIsNeededIsLeft() {
    Program least = new Minimizer(MinimizerTest::hasBoth, () -> 0, 1).minimize(longProgram());
    assertEquals(List.of(NEEDED, ALSO_NEEDED), least.steps());
  }

  @Test
  void whatIsLeftStillFindsIt() {
    Predicate<Program> manySteps = program -> program.steps().size() >= 7 && hasBoth(program);
    Program least = new Minimizer(manySteps, () -> 0, 1).minimize(longProgram());
    assertTrue(hasBoth(least));
    assertEquals(7, least.steps().size());
  }

  private static Program interleaved(Interleaving beside) {
    Program program = longProgram();
    List<Step> steps = new ArrayList<>(program.steps());
    steps.set(41, ALSO_NEEDED.withBeside(beside));
    return program.withSteps(steps);
  }

  /** Whether the second needed step runs beside another and the first gets that many stores. */
  private static boolean meets(Program program, int from, int to) {
    return hasBoth(program)
        && program.steps().stream()
            .filter(step -> step.operation().equals(ALSO_NEEDED.operation()))
            .map(Step::beside)
            .anyMatch(it -> it != null && from <= it.turns().get(0) && it.turns().get(0) <= to);
  }

  @Test
  void anInterleavingThatIsNotNeededGoes() {
    Program program = interleaved(new Interleaving(false, List.of(3, 1, 4)));
    Program least = new Minimizer(MinimizerTest::hasBoth, () -> 0, 1).minimize(program);
    assertEquals(List.of(NEEDED, ALSO_NEEDED), least.steps());
  }

  @Test
  void turnsThatAreNotNeededGoAndTheOthersGetShort() {
    Program program = interleaved(new Interleaving(false, List.of(900, 1, 4, 1, 5)));
    Predicate<Program> meets = candidate -> meets(candidate, 37, 900);
    Program least = new Minimizer(meets, () -> 0, 1).minimize(program);
    Interleaving shortest = new Interleaving(false, List.of(37));
    assertEquals(List.of(NEEDED, ALSO_NEEDED.withBeside(shortest)), least.steps());
  }

  @Test
  void anInterruptComesAsEarlyAsItMay() {
    Program program = interleaved(new Interleaving(true, List.of(9)));
    Predicate<Program> meets = candidate -> meets(candidate, 0, 9);
    Program least = new Minimizer(meets, () -> 0, 1).minimize(program);
    Interleaving earliest = new Interleaving(true, List.of(0));
    assertEquals(List.of(NEEDED, ALSO_NEEDED.withBeside(earliest)), least.steps());
  }

  @Test
  void itStopsWhenTimeIsUp() {
    AtomicLong clock = new AtomicLong();
    AtomicLong tries = new AtomicLong();
    Predicate<Program> counting =
        program -> {
          tries.incrementAndGet();
          return false;
        };
    new Minimizer(counting, clock::incrementAndGet, 10).minimize(longProgram());
    assertTrue(tries.get() > 0 && tries.get() <= 11, tries::toString);
  }
}
