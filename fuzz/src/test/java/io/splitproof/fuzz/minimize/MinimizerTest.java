package io.splitproof.fuzz.minimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class MinimizerTest {

  /** What finds programs for which {@code finds} holds; it never skips a step. */
  private static Minimizer minimizer(Predicate<Program> finds) {
    return minimizer(finds, Limits.unhurried());
  }

  private static Minimizer minimizer(Predicate<Program> finds, Limits limits) {
    Subject subject =
        program -> new Showing(finds.test(program), program.steps().size(), Set.of(), 0);
    return new Minimizer(subject, limits, simpler -> {});
  }

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
    Program least = minimizer(MinimizerTest::hasBoth).minimize(longProgram()).program();
    assertEquals(List.of(NEEDED, ALSO_NEEDED), least.steps());
  }

  @Test
  void whatIsLeftStillFindsIt() {
    Predicate<Program> manySteps = program -> program.steps().size() >= 7 && hasBoth(program);
    Program least = minimizer(manySteps).minimize(longProgram()).program();
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
    Program least = minimizer(MinimizerTest::hasBoth).minimize(program).program();
    assertEquals(List.of(NEEDED, ALSO_NEEDED), least.steps());
  }

  @Test
  void turnsThatAreNotNeededGoAndTheOthersGetShort() {
    Program program = interleaved(new Interleaving(false, List.of(900, 1, 4, 1, 5)));
    Predicate<Program> meets = candidate -> meets(candidate, 37, 900);
    Program least = minimizer(meets).minimize(program).program();
    Interleaving shortest = new Interleaving(false, List.of(37));
    assertEquals(List.of(NEEDED, ALSO_NEEDED.withBeside(shortest)), least.steps());
  }

  @Test
  void anInterruptComesAsEarlyAsItMay() {
    Program program = interleaved(new Interleaving(true, List.of(9)));
    Predicate<Program> meets =
        candidate -> meets(candidate, 0, 9) && candidate.toString().contains("\ninterrupt ");
    Program least = minimizer(meets).minimize(program).program();
    Interleaving earliest = new Interleaving(true, List.of(0));
    assertEquals(List.of(NEEDED, ALSO_NEEDED.withBeside(earliest)), least.steps());
  }

  @Test
  void anInterruptThatIsNotNeededIsAnotherCpu() {
    Program program = interleaved(new Interleaving(true, List.of(9)));
    Program least = minimizer(candidate -> meets(candidate, 0, 9)).minimize(program).program();
    Interleaving other = new Interleaving(false, List.of(0));
    assertEquals(List.of(NEEDED, ALSO_NEEDED.withBeside(other)), least.steps());
  }

  @Test
  void itStopsWhenTimeIsUp() {
    AtomicLong clock = new AtomicLong();
    AtomicLong tries = new AtomicLong();
    Program program = longProgram();
    Predicate<Program> counting = candidate -> tries.incrementAndGet() > 0;
    counting = counting.and(candidate -> candidate.equals(program));
    Limits limits = Limits.within(10, clock::incrementAndGet);
    Minimized minimized = minimizer(counting, limits).minimize(program);
    assertTrue(tries.get() > 1 && tries.get() <= 12, tries::toString);
    assertFalse(minimized.complete());
  }

  @Test
  void itStopsWhenEnoughProgramsRan() {
    Limits limits = new Limits(5, Long.MAX_VALUE, () -> 0);
    Minimized minimized = minimizer(MinimizerTest::hasBoth, limits).minimize(longProgram());
    assertEquals(6, minimized.executions());
    assertFalse(minimized.complete());
    assertTrue(hasBoth(minimized.program()));
  }
}
