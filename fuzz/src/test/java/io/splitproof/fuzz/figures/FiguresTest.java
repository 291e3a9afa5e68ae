package io.splitproof.fuzz.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.figures.Figure.Line;
import io.splitproof.fuzz.report.Plot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the models make of the published figures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiguresTest {

  private static final Path SHELF =
      Path.of(System.getProperty("splitproof.home", "..")).resolve("corpus");

  /** Systems that give tables back. */
  private static final List<String> MERGING = List.of("collapse", "x86-cpa");

  private final Map<String, Figure> figures = new LinkedHashMap<>();

  @BeforeAll
  void carryOut() throws IOException {
    for (Study study : Studies.all(SHELF)) {
      figures.put(study.name(), study.carryOut(Effort.QUICK, doing -> {}));
    }
  }

  private Line line(String figure, String what) {
    return figures.get(figure).line(what);
  }

  @Test
  void everyStructuralFigureAgrees() {
    for (Figure figure : figures.values()) {
      assertTrue(figure.agrees(), figure::toString);
    }
  }

  @Test
  void savedMemoryIsTheHalfGigabyteOfTheThread() {
    Line nominal = line("memory", "256 GiB: memory saved");
    assertEquals("516,148 kB", nominal.published());
    assertEquals(1, nominal.ratio(), 0.05);
    assertEquals(1, line("memory", "what MemTotal implies: memory saved").ratio(), 0.001);
  }

  @Test
  void bothDumpsAreTheSameToTheLine() {
    assertEquals("43 lines", line("dumps", "every CPU has BBML2").published());
    assertEquals(1.0, line("dumps", "every CPU has BBML2").ratio());
    assertEquals("13 lines", line("dumps", "only the boot CPU has BBML2").published());
    assertEquals(1.0, line("dumps", "only the boot CPU has BBML2").ratio());
  }

  @Test
  void invalidationsPerTableAreExact() {
    List<String> machines =
        List.of(
            "Apple M2 VM, 16G",
            "Ampere Altra VM, 64G",
            "Ampere Altra VM, 256G",
            "Ampere Altra metal, 512G");
    for (String machine : machines) {
      Line line = line("map_mem", machine + ": TLBIs per table made");
      assertEquals("2.00 -> 1.00, explicit 1.00", line.ours());
      assertEquals(1.0, line.ratio());
    }
    assertEquals(1.0, line("map_mem", "tables-ops: TLBIs per table made late").ratio());
    Line time = line("map_mem", "Ampere Altra VM, 256G: time");
    assertEquals("655 ms -> 449 ms (-31 %)", time.published());
    assertEquals(Figure.Basis.HARDWARE, time.basis());
  }

  @Test
  void blocksReachFurtherThanPagesAndMissLess() {
    assertEquals("4 MiB", line("tlb", "by pages: reach of 1,024 entries").ours());
    assertEquals("-28.5 %", line("tlb", "by blocks instead of by pages: misses").published());
    List<Plot.Curve> curves = figures.get("tlb").plots().get(0).curves();
    Plot.Curve pages = curves.get(0);
    Plot.Curve blocks = curves.get(1);
    Plot.Curve fragmented = curves.get(2);
    for (int i = 0; i < pages.y().size(); i++) {
      assertTrue(blocks.y().get(i) < fragmented.y().get(i), figures.get("tlb")::toString);
      assertTrue(fragmented.y().get(i) < pages.y().get(i), figures.get("tlb")::toString);
    }
  }

  @Test
  void linuxNeverGivesTablesBack() {
    Plot.Curve memory = figures.get("growth").plots().get(0).curves().get(0);
    assertEquals("linux-7.2", memory.name());
    for (int i = 1; i < memory.y().size(); i++) {
      assertTrue(memory.y().get(i) >= memory.y().get(i - 1), memory::toString);
    }
  }

  @Test
  void whatMergesReturnsToWithinAPercentOfBoot() {
    for (Plot.Curve memory : figures.get("growth").plots().get(0).curves()) {
      if (MERGING.contains(memory.name())) {
        double boot = memory.y().get(0);
        double left = memory.y().get(memory.y().size() - 1);
        assertTrue(left <= 1.01 * boot, memory::toString);
        assertTrue(memory.y().stream().anyMatch(value -> value > boot), memory::toString);
      }
    }
  }

  @Test
  void aPageInsideABlockCostsASplitOfEachSize() {
    String cost = line("operations", "set_memory_ro, 1 page: linux-7.2").ours();
    assertTrue(
        cost.startsWith("split PUD 1, split cont PMD 1, split PMD 1, split cont PTE 1, "), cost);
    assertTrue(cost.contains("linear tables 2"), cost);
    String again = line("operations", "the same again: linux-7.2").ours();
    assertFalse(again.contains("split") || again.contains("tables"), again);
  }

  @Test
  void theSameEffortGivesTheSameFigure() throws IOException {
    for (Study study : Studies.all(SHELF)) {
      if (List.of("growth", "tlb", "operations").contains(study.name())) {
        Effort effort = new Effort(100, 100, 1000, 7);
        Figure once = study.carryOut(effort, doing -> {});
        assertEquals(once, study.carryOut(effort, doing -> {}));
      }
    }
  }

  @Test
  void aFigureThatIsFarOffDisagrees() {
    Line far = new Line("x", "1", "2", 1.06, Figure.Basis.STRUCTURE, "");
    assertFalse(far.agrees());
    assertFalse(new Figure("n", "t", "s", List.of(far), List.of(), List.of()).agrees());
    assertTrue(new Line("x", "1", "2", 1.06, Figure.Basis.HARDWARE, "").agrees());
    assertTrue(Line.own("x", "2", "").agrees());
  }
}
