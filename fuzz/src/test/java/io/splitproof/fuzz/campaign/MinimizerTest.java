package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.FaultPlan;
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
    steps.add(5, new Step(FaultPlan.OFF, NEEDED.operation()));
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
