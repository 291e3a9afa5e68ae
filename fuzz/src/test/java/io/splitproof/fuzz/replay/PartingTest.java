package io.splitproof.fuzz.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variants;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartingTest {

  private static final Program TWO_PAGES =
      ProgramText.parse(
          """
          vm_unmap_aliases
          B0 = alloc_pages 2 near 0x80000
          set_memory_valid B0[0] 2 off
          set_memory_valid B0[0] 2 on
          """);

  private static List<Parting> of(Program program, String one, String other, boolean leaves) {
    return Parting.of(
        program, Variants.named(one), Variants.named(other), Checks.ALL, leaves);
  }

  @Test
  void whatIsTheSameDoesNotPart() {
    assertEquals(List.of(), of(TWO_PAGES, "linux-7.2", "canary-never", true));
  }

  @Test
  void theFirstPageThatPermitsSomethingElseIsNamed() {
    List<Parting> partings = of(TWO_PAGES, "linux-7.2", "change-one-page-short", false);
    assertEquals(1, partings.size());
    Parting only = partings.get(0);
    assertEquals(2, only.step());
    assertEquals("set_memory_valid B0[0] 2 off", only.text());
    assertEquals("pages", only.what());
    assertEquals("linear ffff000040001000-ffff000040002000", only.where());
    assertEquals("fault", only.one());
    assertEquals("valid-writable-tagged", only.other());
    assertEquals("", only.found());
    assertEquals("permission", only.otherFound().split(":")[0]);
  }

  @Test
  void anOutcomeThatDiffersComesFirst() {
    Program program =
        ProgramText.parse(
            """
            B0 = alloc_pages 1 near 0x80000
            fail nth 1 linear-table: set_memory_valid B0[0] 1 off
            """);
    Parting parting = of(program, "linux-7.2", "split-failure-swallowed", false).get(0);
    assertEquals("outcome", parting.what());
    assertEquals(1, parting.step());
  }

  @Test
  void aVerdictAloneIsADifference() {
    Parting parting = of(TWO_PAGES, "linux-7.2", "flush-twice", true).get(0);
    assertEquals("verdict", parting.what());
    assertEquals("agrees", parting.one());
    assertEquals(2, parting.step());
  }

  @Test
  void whatBootMadeIsSaidOnce() {
    List<Parting> partings = of(TWO_PAGES, "v7", "linux-7.2", false);
    assertEquals(1, partings.size());
    assertEquals(-1, partings.get(0).step());
    assertEquals("pages", partings.get(0).what());
  }

  @Test
  void leavesDifferOnlyIfAsked() {
    Program program =
        ProgramText.parse(
            """
            B0 = alloc_pages 1 near 0x80000
            set_memory_valid B0[0] 1 off
            """);
    String bug = "contiguous-pages-keep-mark";
    assertEquals("pages", of(program, "linux-7.2", bug, true).get(0).what());
    assertEquals("verdict", of(program, "linux-7.2", bug, false).get(0).what());
  }

  @Test
  void pagesOfAreasCountFromTheirStart() {
    Program program =
        ProgramText.parse(
            """
            A0 = vmalloc 1 reset near 0x80000
            set_memory_rw A0[0] 1
            """);
    Parting parting = of(program, "linux-7.2", "rw-makes-executable", false).get(0);
    assertEquals("A0 0-1000", parting.where());
    assertEquals("valid-writable-exec-normal", parting.other());
  }
}
