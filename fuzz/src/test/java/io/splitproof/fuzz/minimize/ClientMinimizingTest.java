package io.splitproof.fuzz.minimize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import org.junit.jupiter.api.Test;

class ClientMinimizingTest {

  private static Program minimized(Variant variant, String text) {
    Program program = ProgramText.parse(text);
    String signature = Runner.thorough(variant).run(program).divergence().signature();
    return Minimizer.of(variant, Checks.ALL, signature, Limits.unhurried(), simpler -> {})
        .minimize(program)
        .program();
  }

  private static String steps(Program program) {
    String text = program.toString();
    return text.substring(text.indexOf('\n', text.indexOf("clients")) + 1);
  }

  @Test
  void theCallsThatMatterStandForTheClients() {
    Program minimized =
        minimized(
            Variants.named("vfree-without-reset"),
            """
            A3 = bpf_prog_pack_alloc 20 near 0x90000
            B0 = secretmem_fault near 0x80400
            A0 = module_load text 30 rodata 7 data 4 near 0x80123 stride 3
            hibernation_copy B0[0] 1
            module_unload A0
            """);
    assertEquals(
        "A0 = vmalloc 1 reset near 0x80000\nset_memory_ro A0[0] 1\nvfree A0\n",
        steps(minimized));
  }

  @Test
  void aFindingOfTheClientKeepsTheClient() {
    Program minimized =
        minimized(
            Variants.named("v7"),
            """
            A0 = module_load text 30 rodata 7 data 4 near 0x80123 stride 3
            A7 = kprobe_slot_alloc near 0x93000 stride 5
            module_unload A0
            """);
    assertEquals("A0 = kprobe_slot_alloc near 0x80000\n", steps(minimized));
  }
}
