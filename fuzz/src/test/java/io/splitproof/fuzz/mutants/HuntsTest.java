package io.splitproof.fuzz.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.mutants.HuntResult.Verdict;
import io.splitproof.impl.kernel.ExecutorCache;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Plants a few mutants in copies of the tree that {@code -Dsplitproof.tree} names. */
@EnabledIfSystemProperty(named = "splitproof.tree", matches = ".+")
class HuntsTest {

  private final ExecutorCache tree =
      new ExecutorCache(
          Path.of(System.getProperty("splitproof.tree")),
          Path.of(System.getProperty("splitproof.home", ".."), "impl", "kernel"),
          Path.of(System.getProperty("splitproof.cache")),
          line -> {});

  HuntsTest() throws IOException {}

  private List<HuntResult> hunt(Duration budget, List<Mutant> mutants) throws IOException {
    List<HuntResult> ended = new ArrayList<>();
    List<HuntResult> results = new Hunts(tree, budget, 2, 1).run(mutants, ended::add);
    assertEquals(mutants.size(), ended.size());
    return results;
  }

  private static List<Mutant> named(String... names) {
    return Mutants.all().stream().filter(m -> List.of(names).contains(m.name())).toList();
  }

  @Test
  void bugsAreCaughtByTheChecksThatKnowThem() throws IOException {
    List<Mutant> bugs =
        named("contiguous-group-split-by-nobody", "split-without-barrier", "alias-not-changed");
    assertEquals(3, bugs.size());
    for (HuntResult result : hunt(Duration.ofMinutes(2), bugs)) {
      assertEquals(Verdict.CAUGHT, result.verdict(), result::toString);
      assertTrue(result.isAsExpected(), result::toString);
    }
  }

  @Test
  void whatMeansNothingStaysSilent() throws IOException {
    for (HuntResult result : hunt(Duration.ofSeconds(5), named("reordered-statements"))) {
      assertEquals(Verdict.SILENT, result.verdict(), result::toString);
      assertTrue(result.programs() > 0);
    }
  }

  @Test
  void whatDoesNotFitOrBuildIsToldFromWhatIsNotFound() throws IOException {
    String rest = "\nwhat x\nfile arch/arm64/mm/mmu.c\nin split_contpte\nchecks tlb\n";
    List<Mutant> mutants =
        Mutants.parse(
            "mutant misfit\nfind no such text\nput x" + rest
                + "\nmutant broken\nfind int i;\nput no C at all;" + rest);
    List<HuntResult> results = hunt(Duration.ofSeconds(1), mutants);
    assertEquals(Verdict.MISFIT, results.get(0).verdict());
    assertEquals(Verdict.BROKEN, results.get(1).verdict());
  }
}
