package io.splitproof.fuzz.laws;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever one CPU does to a page while the other lets leaves grow around it, and whichever of them
 * is where: one lock from the split to the invalidation is enough, and less is not.
 */
class CollapseBesideTest {

  private static final Path SHELF =
      Path.of(System.getProperty("splitproof.home", "..")).resolve("corpus");

  private static final String BEGIN =
      """
      machine preset tiny
      clients well-behaved
      B0 = alloc_pages 8 near 0x40010
      A0 = vmalloc 2 reset near 0x4000a
      set_memory_ro A0[0] 2
      set_memory_valid B0[1] 1 off
      """;

  private static final List<String> OPERATIONS =
      List.of(
          "set_memory_valid B0[0] 1 off",
          "set_memory_valid B0[1] 1 on",
          "set_memory_valid B0[4] 4 on",
          "set_direct_map_default_noflush B0[5]",
          "split_kernel_leaf_mapping B0[2] 0x1000",
          "vfree A0",
          "add_memory 0x40020000 0x4000");

  private static final int MOST_STORES = 24;

  private static List<String> found(String variant) {
    Runner runner = Runner.thorough(Variants.named(variant));
    List<String> found = new ArrayList<>();
    for (String first : OPERATIONS) {
      for (String second : OPERATIONS) {
        for (int stores = 0; stores < MOST_STORES && !first.equals(second); stores++) {
          String turns = stores + (stores % 2 == 0 ? " 1" : " 3");
          String text = BEGIN + first + "\nbeside " + turns + ": " + second + "\n";
          RunResult result = runner.run(ProgramText.parse(text));
          if (!result.isClean()) {
            found.add(text + result.divergence().describe());
          }
        }
      }
    }
    return found;
  }

  @Test
  void nothingThatTwoCpusDoAtOnceGoesWrong() {
    List<String> found = found("collapse");
    assertTrue(found.isEmpty(), () -> found.size() + " programs, such as\n" + found.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"seeds", "regressions"})
  void whatLinuxPassesItPassesToo(String folder) throws IOException {
    Variant collapse = Variants.named("collapse");
    Runner runner = Runner.thorough(collapse);
    try (Stream<Path> files = Files.list(SHELF.resolve(folder))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".txt")).toList()) {
        Program program = ProgramText.parse(Files.readString(file));
        if (!collapse.runsOn(program.machine())) {
          continue;
        }
        RunResult result = runner.run(program);
        assertTrue(result.isClean(), () -> file + ": " + result.divergence().describe());
      }
    }
  }

  @Test
  void lettingTheLockGoBetweenSplitAndChangeDoes() {
    assertFalse(found("collapse-lets-lock-go").isEmpty());
  }
}
