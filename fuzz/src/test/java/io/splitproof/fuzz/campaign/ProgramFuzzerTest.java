package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.checks.Divergence;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProgramFuzzerTest {

  private static DivergenceException exception(String found, long va) {
    return new DivergenceException(
        new Divergence(CheckName.PERMISSION, "vfree", "linear", va, "fault", "valid", found, ""));
  }

  @Test
  void oneSignatureIsOneFindingToJazzer() {
    assertArrayEquals(
        exception("fault", 0x1000).getStackTrace(), exception("fault", 0x2000).getStackTrace());
    assertFalse(
        Arrays.equals(
            exception("fault", 0x1000).getStackTrace(),
            exception("read-only", 0x1000).getStackTrace()));
  }

  @Test
  void theTargetTakesAnyInput() {
    assertDoesNotThrow(() -> ProgramFuzzer.fuzzerTestOneInput(new byte[0]));
    byte[] program =
        ProgramBytes.encode(
            ProgramText.parse(
                "B0 = alloc_pages 512 near 0x80000\n"
                    + "set_memory_valid B0[0] 512 off\n"
                    + "set_memory_valid B0[3] 1 on\n"));
    assertDoesNotThrow(() -> ProgramFuzzer.fuzzerTestOneInput(program));
  }

  @Test
  void someInputsEndWithAWalkOfEverything() {
    byte[] program = ProgramBytes.encode(ProgramText.parse("B0 = alloc_pages 16 near 0x80000\n"));
    for (int i = 0; Arrays.hashCode(program) % Trial.AUDIT_EVERY != 0; i++) {
      // The version, and turns that a step by itself has none of: decoding ignores both.
      program[0] = (byte) i;
      program[program.length - 1] = (byte) (i >> 8);
    }
    assertDoesNotThrow(() -> ProgramFuzzer.fuzzerTestOneInput(program));
  }
}
