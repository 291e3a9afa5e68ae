package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.CheckName;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChecksTest {

  private static final Program INVALID_BLOCK =
      ProgramText.parse(
          "B0 = alloc_pages 512 near 0x80000\n"
              + "set_memory_valid B0[0] 512 off\n"
              + "set_memory_valid B0[0] 512 on\n");

  @Test
  void namesAreReadAndWritten() {
    assertEquals(Set.of(CheckName.TLB, CheckName.LIVE), Checks.parse("tlb, live"));
    assertEquals("live,tlb", Checks.text(Checks.parse("tlb,live")));
    assertEquals("all", Checks.text(Checks.ALL));
    assertEquals(Checks.ALL, Checks.parse("all"));
  }

  @Test
  void anUnknownNameGetsTheListOfThoseThereAre() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Checks.parse("tlb,tbl")).getMessage();
    assertTrue(message.startsWith("no check 'tbl'; known: permission, result, "), message);
  }

  @Test
  void aCheckThatIsOffFindsNothing() {
    Trace on = Trace.of(INVALID_BLOCK, Variants.named("v7"), Set.of(CheckName.PERMISSION));
    assertEquals(CheckName.PERMISSION, on.result().divergence().check());
    Trace off = Trace.of(INVALID_BLOCK, Variants.named("v7"), Set.of(CheckName.MAPPING));
    assertTrue(off.result().isClean());
  }

  @Test
  void aTraceSaysWhichChecksWereOn() {
    Trace trace = Trace.of(INVALID_BLOCK, Variants.byDefault(), Checks.parse("live,permission"));
    assertTrue(trace.text().startsWith("checks permission,live\n"), trace::text);
    assertFalse(Trace.of(INVALID_BLOCK, Variants.named("v7")).result().isClean());
  }
}
