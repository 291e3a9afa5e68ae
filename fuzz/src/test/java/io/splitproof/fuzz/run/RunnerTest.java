package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.Variants;
import org.junit.jupiter.api.Test;

/** Steps that are skipped, runs that end early, and runs that diverge. */
class RunnerTest {

  private final Runner linux = Runner.thorough(Variants.byDefault());

  private RunResult run(String program) {
    return linux.run(ProgramText.parse(program));
  }

  @Test
  void stepsAboutNothingAreSkippedForAllClients() {
    for (String clients : new String[] {"any", "well-behaved"}) {
      RunResult result = run("clients " + clients + "\nvfree A3\nset_memory_ro A0[0] 1\n");
      assertEquals(2, result.skipped());
      assertTrue(result.isClean());
    }
  }

  @Test
  void wellBehavedClientsDoNotPassTheGuardPage() {
    String program = "A0 = vmalloc 3 near 0x80000\nset_memory_ro A0[0] 4\n";
    assertEquals(1, run("clients well-behaved\n" + program).skipped());
    assertFalse(run("clients any\n" + program).isClean());
  }

  @Test
  void thePlanOfASkippedStepIsArmed() {
    Trace trace =
        Trace.of(
            ProgramText.parse("fail nth 1 frame: vfree A3\nA0 = vmalloc 3 near 0x80000\n"),
            Variants.byDefault());
    assertTrue(trace.result().isClean());
    assertEquals("-ENOMEM", trace.steps().get(1).found());
  }

  @Test
  void aPanicThatIsAllowedEndsTheRun() {
    RunResult result =
        run(
            "machine 4K/48 ram 0x40000000+4G bbml2 boot stage early\n"
                + "cpu_up no-bbml2\n"
                + "fail nth 1 linear-table: finalize_capabilities\n"
                + "vm_unmap_aliases\n");
    assertTrue(result.isClean());
    assertEquals(2, result.applied());
  }
}
