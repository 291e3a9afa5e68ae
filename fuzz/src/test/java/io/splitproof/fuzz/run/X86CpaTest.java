package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.dump.PtDump;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of leaves on x86-64, as splits and merges tell and as the dump shows. */
class X86CpaTest {

  private static final String SPLIT_AND_MERGED =
      """
      machine x86/48 ram 0x0+4G
      clients well-behaved
      B0 = alloc_pages 1 near 0x80000
      set_memory_ro B0[0] 1
      set_memory_rw B0[0] 1
      """;

  private static final String KEPT =
      SPLIT_AND_MERGED.replace("set_memory_ro", "set_memory_4k B0[0] 1\nset_memory_ro");

  /** Splits and merges, in order. */
  private static final class Steps implements MachineEvents {

    private final List<String> steps = new ArrayList<>();

    @Override
    public void split(SplitStep step) {
      steps.add("split " + step);
    }

    @Override
    public void merged(SplitStep step) {
      steps.add("merged " + step);
    }
  }

  private static List<String> steps(String variant, String program) {
    Steps steps = new Steps();
    Program parsed = ProgramText.parse(program);
    Runner runner =
        new Runner(Variants.named(variant), Set.of(CheckName.values()), steps, true);
    RunResult result = runner.run(parsed);
    assertTrue(result.isClean(), () -> result.divergence().describe());
    return steps.steps;
  }

  @ParameterizedTest
  @ValueSource(strings = {"x86-cpa", "x86-cpa-scan"})
  void leavesMergeWhenAllAgreeAgain(String variant) {
    assertEquals(
        List.of("split PUD", "split PMD", "merged PMD", "merged PUD"),
        steps(variant, SPLIT_AND_MERGED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x86-cpa", "x86-cpa-scan"})
  void pagesAskedForStayPages(String variant) {
    assertEquals(List.of("split PUD", "split PMD"), steps(variant, KEPT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x86-cpa", "x86-cpa-scan"})
  void theDumpIsAsAKernelPrintsIt(String variant) {
    Program program = ProgramText.parse(KEPT);
    Runner runner = Runner.thorough(Variants.named(variant));
    assertTrue(runner.run(program).isClean());
    Machine machine = runner.machine(program.machine()).machine();
    String dump =
        PtDump.linearMap(machine.config().geometry(), machine.memory(), machine.rootTable());
    String page =
        "0xffff888080000000-0xffff888080001000           4K     RW                 GLB NX pte\n";
    assertTrue(dump.contains(page), dump);
  }
}
