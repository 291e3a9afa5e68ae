package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import io.splitproof.oracle.contract.MachineEvents.SplitStep;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StateFeedbackTest {

  private static final long BLOCK =
      Descriptor.VALID
          | Descriptor.INNER_SHAREABLE
          | Descriptor.ACCESS_FLAG
          | Descriptor.PXN
          | Descriptor.UXN;

  private static final Step VALID_OFF =
      Step.of(new Operation.SetMemoryValid(Address.block(0, 0), 512, false));

  private final SeenStates seen = new SeenStates();
  private final StateFeedback feedback = new StateFeedback(seen);

  @BeforeEach
  void begin() {
    feedback.begin(Machines.standard());
  }

  private Set<String> run(Step step, Outcome outcome, Runnable announcements) {
    feedback.starting(0, step);
    announcements.run();
    feedback.finished(0, step, outcome, null);
    return seen.take();
  }

  private Set<String> quiet() {
    return run(VALID_OFF, Outcome.OK, () -> {});
  }

  @Test
  void theSameAgainShowsTheSame() {
    Set<String> first = quiet();
    feedback.begin(Machines.standard());
    assertEquals(first, quiet());
  }

  @Test
  void aLeafThatBecomesInvalidIsNew() {
    Set<String> before = quiet();
    long invalid = BLOCK & ~Descriptor.VALID | Descriptor.PRESENT_INVALID;
    Set<String> states = run(VALID_OFF, Outcome.OK, () -> feedback.stored(0x1000, BLOCK, invalid));
    assertTrue(states.size() > before.size(), states::toString);
    assertNotEquals(
        states, run(VALID_OFF, Outcome.OK, () -> feedback.stored(0x1000, BLOCK, BLOCK)));
  }

  @Test
  void waysOfBeingInvalidDiffer() {
    Set<String> announced =
        run(
            VALID_OFF,
            Outcome.OK,
            () ->
                feedback.stored(
                    0x1000, BLOCK, BLOCK & ~Descriptor.VALID | Descriptor.PRESENT_INVALID));
    begin();
    Set<String> bare =
        run(
            VALID_OFF,
            Outcome.OK,
            () -> feedback.stored(0x1000, BLOCK, BLOCK & ~Descriptor.VALID));
    assertNotEquals(announced, bare);
  }

  @Test
  void laterOperationsShowThatAnInvalidLeafIsThere() {
    quiet();
    Set<String> without = quiet();
    run(
        VALID_OFF, Outcome.OK, () -> feedback.stored(0x1000, BLOCK, BLOCK & ~Descriptor.VALID));
    assertNotEquals(without, quiet());
    run(
        VALID_OFF, Outcome.OK, () -> feedback.stored(0x1000, BLOCK & ~Descriptor.VALID, BLOCK));
    assertEquals(without, quiet());
  }

  @Test
  void statusWarningSplitMergeAndFailedAllocationEachShow() {
    quiet();
    Set<Set<String>> all =
        Set.of(
            quiet(),
            run(VALID_OFF, Outcome.of(Outcome.EINVAL), () -> {}),
            run(VALID_OFF, new Outcome(0, Warning.PARTIAL_LEAF.bit(), false), () -> {}),
            run(VALID_OFF, Outcome.OK, () -> feedback.split(SplitStep.PMD)),
            run(VALID_OFF, Outcome.OK, () -> feedback.merged(SplitStep.PMD)),
            run(
                VALID_OFF,
                Outcome.OK,
                () -> feedback.allocationFailed(FaultPlan.Scope.LINEAR_TABLE)));
    assertEquals(6, all.size());
  }

  @Test
  void lazilyUnmappedAreasShowUntilTheyArePurged() {
    quiet();
    Set<String> without = quiet();
    run(VALID_OFF, Outcome.OK, () -> feedback.areaUnmapped(3));
    assertNotEquals(without, quiet());
    run(VALID_OFF, Outcome.OK, () -> feedback.locked(Lock.PURGE));
    assertEquals(without, quiet());
  }

  @Test
  void theOrderOfOperationsShows() {
    Step other = Step.of(new Operation.MarkRodataRo());
    quiet();
    Set<String> afterItself = quiet();
    run(other, Outcome.OK, () -> {});
    assertNotEquals(afterItself, quiet());
  }

  @Test
  void aMixedGroupShowsOnlyWhereTheMarkStays() {
    quiet();
    Set<String> without = quiet();
    long marked = BLOCK | Descriptor.CONTIGUOUS;
    run(VALID_OFF, Outcome.OK, () -> feedback.stored(0x1000, marked, BLOCK));
    assertEquals(without, quiet());
    run(VALID_OFF, Outcome.OK, () -> feedback.stored(0x1000, marked, marked));
    assertNotEquals(without, quiet());
  }

  @Test
  void entriesWrittenAreCounted() {
    assertEquals(0, feedback.entries());
    run(
        VALID_OFF,
        Outcome.OK,
        () -> {
          feedback.stored(0x1000, BLOCK, BLOCK);
          feedback.filled(0x2000, 512, BLOCK, 0x200000);
        });
    assertEquals(513, feedback.entries());
    begin();
    assertEquals(0, feedback.entries());
  }

  @Test
  void granulesAreApart() {
    Set<String> shared = new TreeSet<>(quiet());
    feedback.begin(Machines.named("64k48"));
    shared.retainAll(quiet());
    // Only the order of operations does not tell granules apart.
    assertEquals(1, shared.size());
  }

  private Set<String> together(boolean interrupt, Integer... turns) {
    Step second = VALID_OFF.withBeside(new Interleaving(interrupt, List.of(turns)));
    Outcome[] outcomes = {Outcome.OK, Outcome.OK};
    feedback.starting(0, VALID_OFF);
    feedback.starting(1, second);
    feedback.finishedTogether(0, VALID_OFF, second, outcomes, null);
    return seen.take();
  }

  @Test
  void whatRanAtOnceShowsAndHowItsTurnsFell() {
    quiet();
    Set<String> inTurn = quiet();
    Set<String> atOnce = together(false, 1);
    assertNotEquals(inTurn, atOnce);
    assertEquals(atOnce, together(false, 0));
    assertNotEquals(atOnce, together(false, 5));
    assertNotEquals(atOnce, together(false, 1, 1));
    assertNotEquals(atOnce, together(true, 1));
  }

  @Test
  void everyEdgeOfEveryKernelIsAStateOfItsOwn() {
    int edges = 0;
    for (String machine : List.of("4k48", "4k48-kfence-late", "16k47", "64k42")) {
      feedback.begin(Machines.named(machine));
      for (int edge = 0; edge < 6000; edge++) {
        feedback.covered(edge, 0);
        feedback.covered(edge, 7);
      }
      edges += 2 * 6000;
    }
    assertEquals(edges, seen.take().size());
  }
}
