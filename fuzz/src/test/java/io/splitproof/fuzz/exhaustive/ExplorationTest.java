package io.splitproof.fuzz.exhaustive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.exhaustive.ExplorationResult.Finding;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplorationTest {

  private static final MachineConfig TINY = Machines.named("tiny");

  private static ExplorationResult explore(
      Variant variant, MachineConfig machine, int depth, int workers) throws Exception {
    ExplorationSettings settings =
        new ExplorationSettings(variant, machine, Checks.ALL, depth, workers);
    return new Exploration(settings, status -> {}).run();
  }

  private static ExplorationResult explore(String variant, String machine, int depth)
      throws Exception {
    return explore(Variants.named(variant), Machines.named(machine), depth, 1);
  }

  @Test
  void linuxIsCleanInTheSmallestWorldAndEverythingIsUsed() throws Exception {
    ExplorationResult result = explore(Variants.byDefault(), TINY, 3, 2);
    assertEquals(List.of(), result.findings());
    assertEquals(List.of(), result.unused());
    assertEquals(3, result.depths().size());
    assertTrue(result.transitions() > 20_000, () -> "few transitions: " + result.depths());
    assertFalse(result.isComplete());
  }

  @Test
  void oneThatIsStoppedSaysHowFarItCame() throws Exception {
    ExplorationSettings settings =
        new ExplorationSettings(Variants.byDefault(), TINY, Checks.ALL, 3, 1);
    Exploration[] exploration = new Exploration[1];
    exploration[0] = new Exploration(settings, status -> stopAt(2, status, exploration[0]));
    ExplorationResult result = exploration[0].run();
    assertTrue(result.cutShort());
    assertFalse(result.isComplete());
    assertEquals(2, result.depths().size());
    assertTrue(result.transitions() > 0);
  }

  private static void stopAt(int depth, ExplorationStatus status, Exploration exploration) {
    if (status.depth() == depth) {
      exploration.stop();
    }
  }

  static List<Machines.Preset> worlds() {
    return Machines.small();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void linuxIsCleanInEverySmallWorld(Machines.Preset world) throws Exception {
    ExplorationResult result = explore(Variants.byDefault(), world.machine(), 2, 1);
    assertEquals(List.of(), result.findings());
    assertTrue(result.states() > 200, () -> "few states: " + result.depths());
  }

  @Test
  void theResultDoesNotDependOnTheNumberOfWorkers() throws Exception {
    ExplorationResult one = explore(Variants.named("v7"), TINY, 3, 1);
    ExplorationResult two = explore(Variants.named("v7"), TINY, 3, 2);
    assertEquals(one.depths(), two.depths());
    assertEquals(one.steps(), two.steps());
    assertEquals(one.findings(), two.findings());
    assertFalse(one.isClean());
  }

  @Test
  void aBlockThatIsNoLeafOnceInvalidIsFoundWithThreeOperations() throws Exception {
    ExplorationResult result = explore("v7", "tiny", 4);
    assertEquals(3, result.depths().size(), "the search ends with the depth of a finding");
    Finding finding = finding(result, "permission:set_memory_valid:linear:fault->");
    assertEquals(3, finding.program().steps().size());
  }

  private static Finding finding(ExplorationResult result, String start) {
    return result.findings().stream()
        .filter(finding -> finding.signature().startsWith(start))
        .findFirst()
        .orElseThrow(() -> new AssertionError("none of " + result.findings()));
  }

  @Test
  void everyFindingIsAProgramThatShowsIt() throws Exception {
    ExplorationResult result = explore("v7", "tiny", 3);
    Runner runner = Runner.thorough(Variants.named("v7"));
    for (Finding finding : result.findings()) {
      Program read = ProgramText.parse(finding.program().toString());
      RunResult run = runner.run(read);
      assertEquals(finding.signature(), run.divergence().signature());
      assertEquals(read.steps().size() - 1, run.step());
    }
  }

  @Test
  void theCanaryThatMustBeFoundIsFound() throws Exception {
    assertFalse(explore("canary-always", "tiny", 1).isClean());
  }

  @Test
  void theCanaryThatMustNotBeFoundIsNot() throws Exception {
    assertTrue(explore("canary-never", "tiny", 2).isClean());
  }

  @Test
  void tablesThatAreWrongFromTheStartAreFoundBeforeAnyOperation() throws Exception {
    ExplorationResult result = explore("ragged-memory-mapped-outward", "tiny-kfence", 2);
    assertEquals(List.of(), result.depths());
    assertEquals(List.of(), finding(result, "permission:boot:").program().steps());
  }

  @Test
  void aFailureOfOneOfSeveralAllocationsIsTried() throws Exception {
    ExplorationResult result = explore("rollback-misses-last-alias", "tiny-kfence", 2);
    String program = finding(result, "permission:set_memory_ro:linear").program().toString();
    assertTrue(program.contains("fail nth"), program);
  }

  @Test
  void aMachineThatIsNotSmallIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> explore(Variants.byDefault(), Machines.standard(), 1, 1));
  }
}
