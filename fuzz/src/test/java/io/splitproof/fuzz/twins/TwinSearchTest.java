package io.splitproof.fuzz.twins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.twins.TwinSearch.Found;
import io.splitproof.fuzz.twins.TwinSearch.Tally;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.impl.linux.Linux72Hosted;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwinSearchTest {

  private static final Variant LINUX = Variants.named("linux-7.2");

  private static TwinSearch search(Variant one, Variant other, int programs) {
    TwinSearch search = new TwinSearch(one, other, false);
    search.run(1, programs, 2, () -> false);
    return search;
  }

  @Test
  void aSystemIsLikeItself() {
    TwinSearch search = search(LINUX, LINUX, 300);
    assertEquals(Map.of(), search.found());
    Map<String, Tally> tallies = search.tallies();
    assertEquals(6, tallies.size());
    assertEquals(300, tallies.values().stream().mapToLong(Tally::programs).sum());
    assertTrue(tallies.values().stream().allMatch(tally -> tally.operations() > 0));
  }

  @Test
  void howManyWorkersThereAreMakesNoDifference() {
    TwinSearch alone = new TwinSearch(LINUX, LINUX, true);
    alone.run(2, 100, 1, () -> false);
    TwinSearch together = new TwinSearch(LINUX, LINUX, true);
    together.run(2, 100, 3, () -> false);
    assertEquals(alone.tallies(), together.tallies());
  }

  /** Version 7 leaves the alias of the kernel's data writable, from boot on. */
  @Test
  void versionsPartWhereBootDoes() {
    Program program = ProgramText.parse("A0 = vmalloc 1\nvfree A0\n");
    Unlikeness found =
        new Twins(Variants.named("v7"), LINUX).compare(program, true).unlikeness();
    assertEquals(-1, found.step());
    assertTrue(found.signature().startsWith("boot: "), found::signature);
  }

  @Test
  void aBugIsADifferenceAndBecomesAShortProgram() {
    TwinSearch search = search(LINUX, Variants.named("area-table-without-barrier"), 60);
    Found found = search.found().get("Vmalloc: barrier/stored");
    Found minimized = search.minimized(found);
    assertEquals(1, minimized.program().steps().size());
    assertEquals(found.unlikeness().signature(), minimized.unlikeness().signature());
  }

  @Test
  void framesThatAProcessCannotHaveAreNotHandedOut() {
    Program program = ProgramText.parse("B0 = alloc_pages 1 near 0x40000\n");
    Unlikeness found = new Twins(LINUX, new Linux72Hosted()).compare(program, true).unlikeness();
    assertEquals(0, found.step());
    assertEquals("B0 = alloc_pages 1 near 0x40000", found.call());
    assertEquals("block      B0 frames 40000, 1 pages", found.one());
    assertEquals("block      B0 frames 40010, 1 pages", found.other());
  }
}
