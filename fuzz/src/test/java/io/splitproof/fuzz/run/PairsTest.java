package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.program.Step;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.contract.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two operations under way at once, on a kernel that takes its locks. */
class PairsTest {

  private static final String MACHINE =
      "machine 4K/48 ram 0x40000000+4G bbml2 all cpus 2 rodata full kfence early stage booted\n";
  private static final String BLOCK = "B0 = alloc_pages 512 near 0x80000\n";

  private final Runner linux = Runner.thorough(Variants.byDefault());

  /** Runs the program for each of several ways to share time; how the two ended, each time. */
  private Set<String> everyWay(String before, String first, String second) {
    Set<String> outcomes = new HashSet<>();
    for (int one = 0; one <= 40; one = one < 24 ? one + 1 : one + 4) {
      for (int other = 1; other <= 40; other = 2 * other) {
        outcomes.add(run(before + first + "\nbeside " + one + " " + other + " 3: " + second));
      }
    }
    return outcomes;
  }

  private String run(String steps) {
    String[] together = {"not together"};
    Program program = ProgramText.parse(MACHINE + steps + "\n");
    RunListener listener =
        new RunListener() {
          @Override
          public void finishedTogether(
              int index, Step first, Step second, Outcome[] outcomes, Divergence divergence) {
            together[0] = outcomes[0] + ", " + outcomes[1];
          }
        };
    RunResult result = linux.run(program, listener);
    assertTrue(result.isClean(), () -> program + "\n" + result.divergence().describe());
    return together[0];
  }

  @Test
  void twoChangesInOneBlock() {
    String first = "set_memory_valid B0[3] 7 off";
    assertEquals(Set.of("0, 0"), everyWay(BLOCK, first, "set_memory_valid B0[10] 1 off"));
    assertEquals(
        Set.of("0, 0"),
        everyWay(BLOCK, first, "set_direct_map_invalid_noflush B0[100]"));
  }

  @Test
  void twoAreasOnOneBlock() {
    String areas =
        BLOCK + "A0 = vmalloc 4 lent B0[0] stride 2\nA1 = vmalloc 4 lent B0[32] stride 5\n";
    assertEquals(
        Set.of("0, 0"), everyWay(areas, "set_memory_ro A0[1] 2", "set_memory_rox A1[0] 4"));
  }

  @Test
  void twoSplitsOfOneLeafWithTooFewTables() {
    String before = BLOCK + "fail nth 2 linear-table: vm_unmap_aliases\n";
    Set<String> outcomes =
        everyWay(
            before, "split_kernel_leaf_mapping B0[3] 0x1000", "set_memory_valid B0[99] 1 off");
    assertTrue(outcomes.contains("0, -ENOMEM warns [SPLIT_FAILED]"), outcomes.toString());
    assertTrue(outcomes.contains("-ENOMEM, 0"), outcomes.toString());
  }

  @Test
  void aSplitBesideHotRemove() {
    String memory = "add_memory 0x140000000 0x8000000\nB0 = alloc_pages 512 near 0x130000\n";
    assertEquals(
        Set.of("0, 0"),
        everyWay(
            memory,
            "offline_and_remove_memory 0x140000000 0x8000000",
            "split_kernel_leaf_mapping B0[5] 0x1000"));
  }

  @Test
  void vfreeBesideSetMemory() {
    String areas = "A0 = vmalloc 5 reset near 0x80000\nA1 = vmalloc 5 reset near 0x80000\n";
    assertEquals(
        Set.of("0, 0"),
        everyWay(areas + "set_memory_ro A0[0] 5\n", "vfree A0", "set_memory_ro A1[0] 5"));
  }

  @Test
  void twoAreasThatNeedTheSameNewTables() {
    assertEquals(
        Set.of("0, 0"),
        everyWay("", "A0 = vmalloc 3 near 0x80000", "A1 = vmalloc 3 near 0x90000"));
  }

  @Test
  void memoryThatComesWhileSomebodyAllocates() {
    assertEquals(
        Set.of("0, 0"),
        everyWay(
            "",
            "add_memory 0x140000000 0x8000000",
            "A0 = vmalloc 3 near 0x140000"));
  }

  @Test
  void kfenceInterruptsASplitThatHoldsTheLock() {
    for (int stores = 0; stores < 30; stores++) {
      String interrupt = "\ninterrupt " + stores + ": kfence_protect 2";
      assertEquals("0, 0", run(BLOCK + "split_kernel_leaf_mapping B0[3] 0x1000" + interrupt));
    }
  }

  @Test
  void anAccessSeesTheOldStateOrTheNew() {
    String first = "set_memory_valid B0[3] 1 off";
    String access = "access cpu 1 B0[3] r";
    assertEquals(Set.of("0, 0", "0, -EFAULT"), everyWay(BLOCK, first, access));
    assertEquals(
        Set.of("0, 0"), everyWay(BLOCK, "split_kernel_leaf_mapping B0[3] 0x1000", access));
    String area = "A0 = vmalloc 3 reset near 0x80000\n";
    assertEquals(
        Set.of("0, 0", "0, -EFAULT"), everyWay(area, "vfree A0", "access cpu 0 A0[1] w"));
  }

  @Test
  void whatClashesIsSkipped() {
    String pair = BLOCK + "set_memory_valid B0[3] 1 off\nbeside 1: set_memory_valid B0[3] 1 on\n";
    Trace trace = Trace.of(ProgramText.parse(MACHINE + pair), Variants.byDefault());
    assertEquals("skipped: both are about the same pages", trace.steps().get(2).oracle());
    assertEquals(1, trace.result().skipped());
  }

  @Test
  void whoseCompanyIsSkippedOrTakenRunsAlone() {
    RunResult result =
        linux.run(
            ProgramText.parse(
                MACHINE
                    + BLOCK
                    + "vfree A7\n"
                    + "beside 1: set_memory_valid B0[3] 1 off\n"
                    + "beside 1: set_memory_valid B0[3] 1 on\n"
                    + "beside 1: set_memory_valid B0[4] 1 off\n"));
    assertTrue(result.isClean());
    assertEquals(4, result.applied());
    assertEquals(1, result.skipped());
  }

  @Test
  void withOneCpuNothingRunsBesideButAnInterrupt() {
    String one = MACHINE.replace("cpus 2", "cpus 1") + BLOCK + "set_memory_valid B0[3] 1 off\n";
    RunResult beside = linux.run(ProgramText.parse(one + "beside 1: vm_unmap_aliases\n"));
    RunResult interrupt = linux.run(ProgramText.parse(one + "interrupt 1: kfence_protect 2\n"));
    assertEquals(1, beside.skipped());
    assertEquals(0, interrupt.skipped());
  }

  @Test
  void aTraceShowsWhoDidWhat() {
    String pair =
        BLOCK + "set_memory_valid B0[3] 1 off\nbeside 2 1: split_kernel_leaf_mapping B0[9] 0x1000";
    Trace trace = Trace.of(ProgramText.parse(MACHINE + pair + "\n"), Variants.byDefault());
    List<String> events = trace.steps().get(2).events();
    assertTrue(events.contains("cpu        1"), events.toString());
    assertTrue(events.contains("ended      0"), events.toString());
    assertFalse(trace.text().isEmpty());
  }

  @Test
  void randomPairsAreClean() {
    ProgramGenerator generator =
        new ProgramGenerator(new SplittableRandom(31), Clients.WELL_BEHAVED);
    int[] pairs = {0};
    RunListener counter =
        new RunListener() {
          @Override
          public void finishedTogether(
              int index, Step first, Step second, Outcome[] outcomes, Divergence divergence) {
            pairs[0]++;
          }
        };
    for (int i = 0; i < 300; i++) {
      Program program = generator.next();
      RunResult result = linux.run(program, counter);
      assertTrue(result.isClean(), () -> program + "\n" + result.divergence().describe());
    }
    assertTrue(pairs[0] > 100, pairs[0] + " pairs");
  }
}
