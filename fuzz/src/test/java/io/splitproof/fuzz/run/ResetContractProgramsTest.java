package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.CheckName;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reset contract, kept and broken, while every allocation fails in turn. */
class ResetContractProgramsTest {

  private static final String AREA = "A0 = vmalloc 600 reset near 0x80100\n";
  private static final String KEPT = AREA + "set_memory_ro A0[0] 600\nset_memory_rw A0[7] 2\n";
  private static final String BROKEN = AREA + "set_memory_ro A0[7] 2\n";
  private static final String END = "vfree A0\n";

  private static final Variant LINUX = Variants.byDefault();
  private static final Variant RELIES = Variants.named("reset-relies-on-contract");
  private static final Variant STRETCHES = Variants.named("reset-by-stretches");

  private static boolean isClean(Variant variant, String program) {
    return Trace.of(ProgramText.parse(program), variant).result().isClean();
  }

  private static List<FailEach.Run> failing(Variant variant, String program) {
    return FailEach.of(ProgramText.parse(program), variant, Checks.ALL).diverging();
  }

  @Test
  void keptItLetsEveryPageBeReset() {
    assertEquals(List.of(), failing(LINUX, KEPT + END));
    assertEquals(List.of(), failing(RELIES, KEPT + END));
  }

  @Test
  void brokenItHarmsWhoReliesOnIt() {
    String program = BROKEN + "fail budget 0 linear-table: " + END;
    RunResult result =
        Trace.of(ProgramText.parse(program), RELIES, EnumSet.of(CheckName.LEAK)).result();
    String signature = result.divergence().signature();
    assertEquals("leak:vfree:linear:valid-writable/valid-readonly", signature);
    assertTrue(isClean(RELIES, BROKEN + END), "with memory to split nothing goes wrong");
  }

  @Test
  void brokenItDoesNotHarmWhoResetsPageByPage() {
    assertEquals(List.of(), failing(LINUX, BROKEN + END));
  }

  @Test
  void aFirstChangeThatFailsHalfwayIsNotAsIfItHadNeverBeenCalled() {
    String program =
        AREA + "fail nth 3 linear-table: set_memory_ro A0[0] 600\n"
            + "fail budget 0 linear-table: " + END;
    assertTrue(isClean(LINUX, program));
    assertTrue(isClean(RELIES, program));
    assertFalse(isClean(STRETCHES, program));
  }

  @Test
  void aTraceRemarksOnIt() {
    Trace trace = Trace.of(ProgramText.parse(BROKEN + END), LINUX);
    String remark = "reset contract: A0 is changed in part before it was changed whole";
    assertEquals(List.of("", remark, ""), remarks(trace));
    assertTrue(trace.text().contains("\n        " + remark + "\n"), trace.text());
    assertEquals(List.of("", "", "", ""), remarks(Trace.of(ProgramText.parse(KEPT + END), LINUX)));
  }

  private static List<String> remarks(Trace trace) {
    return trace.steps().stream().map(TraceStep::remark).toList();
  }
}
