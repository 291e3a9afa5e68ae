package io.splitproof.fuzz.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.impl.kernel.KernelVariant.Flavour;
import io.splitproof.impl.kernel.TreeCopy;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Executors for finding, of the tree that {@code -Dsplitproof.tree} names: silent where all is
 * well, and each of their checks rings for a bug that is planted for it.
 */
@EnabledIfSystemProperty(named = "splitproof.tree", matches = ".+")
class KernelFindingTest {

  private static final Path TREE = Path.of(System.getProperty("splitproof.tree", ""));
  private static final Path CACHE =
      Path.of(System.getProperty("splitproof.cache", "target/kernel"));

  private final Ear ear = new Ear();

  private static ExecutorCache executors() throws IOException {
    Path sources = Path.of("../impl/kernel").toAbsolutePath();
    return new ExecutorCache(TREE, sources, CACHE, line -> {});
  }

  private static KernelVariant finding(ExecutorCache executors) {
    return new KernelVariant(TREE.toString(), executors, Flavour.FINDING);
  }

  private static List<Program> programs(int count, String... machines) {
    ProgramGenerator generator =
        new ProgramGenerator(new SplittableRandom(1), Clients.WELL_BEHAVED);
    List<MachineConfig> wanted = Stream.of(machines).map(Machines::named).toList();
    return Stream.generate(generator::next)
        .filter(program -> wanted.contains(program.machine()))
        .limit(count)
        .toList();
  }

  @Test
  void wellBehavedProgramsRingNothing() throws IOException {
    Runner runner = new Runner(finding(executors()), Checks.ALL, ear, false);
    for (Program program : programs(300, "4k48", "4k48-pages", "4k48-inside", "4k48-debug")) {
      RunResult result = runner.run(program);
      assertTrue(result.isClean(), () -> result.divergence() + "\n" + ear.death);
    }
  }

  @Test
  void theSameProgramTakesTheSameEdgesWhateverRanBefore() throws IOException {
    Runner runner = new Runner(finding(executors()), Checks.ALL, ear, false);
    List<Program> programs = programs(100, "4k48");
    runner.machine(programs.get(0).machine());
    List<String> before = new ArrayList<>();
    for (Program program : programs) {
      before.add(ear.edges(() -> runner.run(program)));
    }
    assertTrue(before.stream().distinct().count() > 50, before::toString);
    for (int i = programs.size() - 1; i >= 0; i--) {
      Program program = programs.get(i);
      assertEquals(before.get(i), ear.edges(() -> runner.run(program)), program::toString);
    }
  }

  @Test
  void linesThatProgramsReachAreKnown() throws IOException {
    KernelVariant kernel = finding(executors());
    Runner runner = new Runner(kernel, Checks.ALL, ear, false);
    programs(50, "4k48").forEach(runner::run);
    assertTrue(reached(kernel, "mm/vmalloc.c", "vfree"));
    assertTrue(reached(kernel, "arch/arm64/mm/mmu.c", "split_pmd"));
    assertTrue(kernel.lines().containsValue(false));
  }

  private static boolean reached(KernelVariant kernel, String file, String function)
      throws IOException {
    return kernel.lines().entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .anyMatch(line -> line.file().equals(file) && line.function().equals(function));
  }

  /** A table or an object freed too early, a loop too long, a shift too far. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "use-after-free: a table | arch/arm64/mm/mmu.c"
            + " | for (i = 0; i < PTRS_PER_PTE; i++) {"
            + " | free_hotplug_pgtable_page(virt_to_page(ptep)); $",
        "use-after-free: an object | mm/vmalloc.c"
            + " | kvfree(vm->pages);"
            + " | kfree(vm); $",
        "out-of-bounds: an area's array of pages | mm/vmalloc.c"
            + " | i < area->nr_pages; i += 1U"
            + " | i <= area->nr_pages; i += 1U",
        "out-of-bounds: the struct page of no memory | arch/arm64/mm/mmu.c"
            + " | free_hotplug_pgtable_page(virt_to_page(ptep))"
            + " | free_hotplug_pgtable_page(virt_to_page(ptep) + (1UL << 26))",
        "undefined: a shift too far | mm/vmalloc.c"
            + " | i += 1U << (page_shift - PAGE_SHIFT)"
            + " | i += 1U << (page_shift + 20)",
        "undefined: an index beyond its array | mm/vmalloc.c"
            + " | i < MAX_VA_SIZE_PAGES; i++) {"
            + " | i <= MAX_VA_SIZE_PAGES; i++) {"
      })
  void aPlantedBugRings(String alarm, String file, String well, String wrong) throws IOException {
    ExecutorCache original = executors();
    try (TreeCopy copy = original.copy()) {
      copy.replace(
          file,
          text -> {
            assertTrue(text.contains(well), () -> file + " has no " + well);
            return text.replace(well, wrong.replace("$", well));
          });
      programs(1, "4k48").forEach(new Runner(finding(original), Checks.ALL, ear, false)::run);
      Runner runner = new Runner(finding(original.of(copy)), Checks.ALL, ear, false);
      for (Program program : programs(400, "4k48-pages", "4k48-debug", "4k48-inside")) {
        RunResult result = runner.run(program);
        if (!result.isClean()) {
          assertTrue(ear.death.startsWith(alarm), () -> result.divergence() + "\n" + ear.death);
          return;
        }
      }
    }
    throw new AssertionError("nothing rang");
  }

  /** Edges of a program, and why the kernel died. */
  private static final class Ear implements MachineEvents {

    private final List<Integer> edges = new ArrayList<>();
    private String death = "";

    String edges(Runnable program) {
      edges.clear();
      program.run();
      return edges.toString();
    }

    @Override
    public void covered(int edge, int often) {
      edges.add(edge << 3 | often);
    }

    @Override
    public void panicked(String reason) {
      death = reason;
    }
  }
}
