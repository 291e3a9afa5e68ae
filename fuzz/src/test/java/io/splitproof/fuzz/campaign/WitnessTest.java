package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variants;
import org.junit.jupiter.api.Test;

class WitnessTest {

  private static Witness of(String variant, String text) {
    Runner runner = Runner.thorough(Variants.named(variant));
    Program program = ProgramText.parse("machine preset 4k48\n" + text);
    return new Witness(program, runner.run(program)).withoutCompany(runner::run);
  }

  @Test
  void whatHappensAnywayIsNotBlamedOnTheOneBesideIt() {
    Witness witness =
        of(
            "flush-local-cpu-only",
            """
            clients well-behaved
            B0 = alloc_pages 4 near 0x80000
            set_memory_valid B0[0] 1 off
            beside 0: vm_unmap_aliases
            """);
    assertEquals(
        "tlb:set_memory_valid:linear:fault/cached-valid-writable",
        witness.divergence().signature());
  }

  @Test
  void whatTakesTwoStaysAsItIs() {
    Witness witness =
        of(
            "split-drops-lock-to-allocate",
            """
            clients well-behaved
            B0 = alloc_pages 64 near 0x80000
            set_memory_valid B0[0] 1 off
            beside 3: set_memory_valid B0[32] 1 off
            """);
    assertEquals("mapping", witness.divergence().check().text());
    assertNotNull(witness.program().steps().get(2).beside());
  }
}
