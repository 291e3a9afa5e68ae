package io.splitproof.fuzz.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variants;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BisectionTest {

  private static final String NOT_FLUSHED =
      "tlb:set_memory_valid:linear:fault/cached-valid-writable";

  private static final Program PROGRAM =
      ProgramText.parse(
          """
          B0 = alloc_pages 1 near 0x80000
          set_memory_valid B0[0] 1 off
          """);

  private static Bisection of(String wanted, String... variants) {
    return Bisection.of(
        PROGRAM, Stream.of(variants).map(Variants::named).toList(), Checks.ALL, wanted);
  }

  @Test
  void theFirstThatShowsWhatTheLastShowsIsFound() {
    Bisection bisection =
        of(null, "linux-7.2", "flush-twice", "change-not-flushed", "flush-local-cpu-only");
    assertEquals(NOT_FLUSHED, bisection.wanted());
    assertEquals("change-not-flushed", bisection.first());
    assertNull(bisection.verdicts().get(0).signature());
  }

  @Test
  void aGivenSignatureIsLookedForWhateverTheLastShows() {
    assertEquals("change-not-flushed", of(NOT_FLUSHED, "change-not-flushed", "v7").first());
    assertNull(of(NOT_FLUSHED, "linux-7.2", "flush-twice").first());
  }

  @Test
  void whereTheLastAgreesThereIsNothingToLookFor() {
    Bisection bisection = of(null, "change-not-flushed", "linux-7.2");
    assertNull(bisection.wanted());
    assertNull(bisection.first());
  }
}
