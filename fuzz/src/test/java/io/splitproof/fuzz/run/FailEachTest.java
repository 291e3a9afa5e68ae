package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.FaultPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailEachTest {

  /** A block's frames, and two tables to split the PUD that maps it and then the PMD. */
  private static final Program PROGRAM =
      ProgramText.parse(
          "B0 = alloc_pages 512 near 0x80000\n" + "set_memory_valid B0[3] 1 off\n");

  private static FailEach failEach(Program program, String variant) {
    return FailEach.of(program, Variants.named(variant), Checks.ALL);
  }

  @Test
  void everyAllocationIsCountedWithItsStepAndKind() {
    FailEach outcome = failEach(PROGRAM, "linux-7.2");
    assertEquals(
        List.of(
            new FailEach.Allocation(0, FaultPlan.Scope.FRAME),
            new FailEach.Allocation(1, FaultPlan.Scope.LINEAR_TABLE),
            new FailEach.Allocation(1, FaultPlan.Scope.LINEAR_TABLE)),
        outcome.allocations());
    assertEquals(7, outcome.runs());
    assertEquals(List.of(), outcome.diverging());
  }

  @Test
  void aFailureThatIsHandledWrongIsFoundAloneAndWithAllThatFollow() {
    FailEach outcome = failEach(PROGRAM, "split-failure-swallowed");
    List<FaultPlan> plans = outcome.diverging().stream().map(FailEach.Run::plan).toList();
    assertEquals(
        List.of(
            new FaultPlan(FaultPlan.Mode.NTH, 2, FaultPlan.Scope.ANY),
            new FaultPlan(FaultPlan.Mode.BUDGET, 1, FaultPlan.Scope.ANY),
            new FaultPlan(FaultPlan.Mode.NTH, 3, FaultPlan.Scope.ANY),
            new FaultPlan(FaultPlan.Mode.BUDGET, 2, FaultPlan.Scope.ANY)),
        plans);
    assertEquals(
        List.of(2, 2, 3, 3),
        outcome.diverging().stream().map(FailEach.Run::firstFailed).toList());
  }

  @Test
  void whatDivergesWithoutAnyFailureComesFirst() {
    Program program =
        ProgramText.parse(
            "B0 = alloc_pages 512 near 0x80000\n"
                + "set_memory_valid B0[0] 512 off\n"
                + "set_memory_valid B0[0] 512 on\n");
    FailEach.Run first = failEach(program, "v7").diverging().get(0);
    assertEquals(FaultPlan.OFF, first.plan());
    assertEquals(0, first.firstFailed());
  }

  @Test
  void plansOfItsOwnAreLeftOut() {
    Program program =
        ProgramText.parse(
            "fail nth 1 any: B0 = alloc_pages 512 near 0x80000\n"
                + "fail off: set_memory_valid B0[3] 1 off\n");
    FailEach outcome = failEach(program, "linux-7.2");
    assertEquals(2, outcome.ownPlans());
    assertEquals(3, outcome.allocations().size());
    assertTrue(outcome.program().steps().stream().allMatch(step -> step.plan() == null));
  }

  @Test
  void aProgramWithoutStepsRunsOnce() {
    FailEach outcome = failEach(PROGRAM.withSteps(List.of()), "linux-7.2");
    assertEquals(1, outcome.runs());
    assertFalse(outcome.diverging().iterator().hasNext());
  }
}
