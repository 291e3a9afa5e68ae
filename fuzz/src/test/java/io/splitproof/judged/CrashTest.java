package io.splitproof.judged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.exhaustive.Exploration;
import io.splitproof.fuzz.exhaustive.ExplorationResult;
import io.splitproof.fuzz.exhaustive.ExplorationSettings;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.fuzz.run.Trace;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.LeafSplitter;
import io.splitproof.impl.linux.Linux72;
import io.splitproof.oracle.contract.MachineEvents;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A judged that throws has a fault; a harness that throws while it runs has one of its own. */
class CrashTest {

  private static final Program SPLITS =
      ProgramText.parse("B0 = alloc_pages 64 near 0x80000\nset_memory_valid B0[3] 1 off\n");

  private static final Program TOGETHER =
      ProgramText.parse(
          "B0 = alloc_pages 64 near 0x80000\n"
              + "vm_unmap_aliases\nbeside 0 1: set_memory_valid B0[3] 1 off\n");

  private static final Program HARMLESS = ProgramText.parse("vm_unmap_aliases\n");

  private static final String SIGNATURE = "result:set_memory_valid:call:an outcome/a crash";

  @Test
  void aCrashIsAFindingThatSaysWhere() {
    Trace trace = Trace.of(SPLITS, new Crashing());
    assertEquals(SIGNATURE, trace.result().divergence().signature());
    String text = trace.result().divergence().describe();
    assertTrue(text.contains("no room, thrown at " + CrashTest.class.getName()), text);
  }

  @Test
  void theNextProgramGetsAFreshMachine() {
    Runner runner = Runner.thorough(new Crashing());
    for (int i = 0; i < 2; i++) {
      assertEquals(SIGNATURE, runner.run(SPLITS).divergence().signature());
      assertTrue(runner.run(HARMLESS).isClean());
    }
  }

  @Test
  void aCrashOfOneOfTwoIsOneToo() {
    String found = Runner.thorough(new Crashing()).run(TOGETHER).divergence().signature();
    assertTrue(found.endsWith(":an outcome/a crash"), found);
  }

  @Test
  void smallWorldsGoOnAfterACrash() throws InterruptedException {
    ExplorationSettings wanted =
        new ExplorationSettings(
            new Crashing(), Machines.small().get(0).machine(), Checks.ALL, 2, 1);
    ExplorationResult result = new Exploration(wanted, status -> {}).run();
    Set<String> found =
        result.findings().stream()
            .map(ExplorationResult.Finding::signature)
            .collect(Collectors.toSet());
    assertTrue(found.contains(SIGNATURE), found.toString());
    assertTrue(result.transitions() > 100, "it stopped early");
  }

  @Test
  void whatListensIsNotTheJudged() {
    MachineEvents broken =
        new MachineEvents() {
          @Override
          public void stored(long pa, long before, long after) {
            throw new IllegalStateException("the listener's own");
          }
        };
    Runner runner = new Runner(new Linux72(), Checks.ALL, broken, false);
    assertThrows(IllegalStateException.class, () -> runner.run(SPLITS));
  }

  /** A split that throws. */
  private static final class Crashing extends Linux72 {

    @Override
    protected LeafSplitter splitter(Kernel kernel) {
      return new LeafSplitter(kernel) {
        @Override
        protected long allocate(int level, long nearPa, boolean maySleep) {
          throw new IllegalStateException("no room");
        }
      };
    }
  }
}
