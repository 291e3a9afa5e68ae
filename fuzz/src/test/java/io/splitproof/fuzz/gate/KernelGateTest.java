package io.splitproof.fuzz.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.gate.GateResult.Verdict;
import io.splitproof.fuzz.mutants.Mutant;
import io.splitproof.fuzz.mutants.Mutants;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.KernelSource;
import io.splitproof.impl.kernel.KernelVariant.Flavour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verdicts on patches to the tree that {@code -Dsplitproof.tree} names; executors go to {@code
 * -Dsplitproof.cache}. Without a tree there is nothing to test.
 */
@EnabledIfSystemProperty(named = "splitproof.tree", matches = ".+")
class KernelGateTest {

  private static final Path TREE = Path.of(System.getProperty("splitproof.tree", ""));

  @TempDir private Path folder;

  private List<TreeVerdict> verdicts(Path... patches) throws IOException {
    Path shelf = Gates.of("linux-7.2", folder).shelf();
    Path cache = Path.of(System.getProperty("splitproof.cache", "target/kernel"));
    Path sources = shelf.resolve("../impl/kernel");
    ExecutorCache executors = new ExecutorCache(TREE, sources, cache, line -> {});
    List<String> options = List.of("--tree", TREE.toString());
    TreeGateSettings settings =
        new TreeGateSettings(
            executors,
            new KernelSource(options, executors.built(), Flavour.FAST),
            List.of(patches),
            false,
            true,
            Checks.ALL,
            Duration.ofSeconds(40),
            1,
            1,
            shelf,
            folder);
    return new TreeGate(settings, line -> {}, System::nanoTime).run(verdict -> {});
  }

  private Path patch(String mutant) throws IOException, InterruptedException {
    Mutant wanted =
        Mutants.all().stream().filter(one -> one.name().equals(mutant)).findFirst().get();
    return patch(mutant, wanted.file(), wanted::edit);
  }

  /** What diff says of an edit. */
  private Path patch(String name, String file, UnaryOperator<String> edit)
      throws IOException, InterruptedException {
    String text = Files.readString(TREE.resolve(file), StandardCharsets.ISO_8859_1);
    Path edited = Files.createDirectories(folder.resolve("edited")).resolve(name);
    Files.writeString(edited, edit.apply(text), StandardCharsets.ISO_8859_1);
    Path patch = folder.resolve(name + ".patch");
    new ProcessBuilder(
            "diff", "-u", "--label", "a/" + file, "--label", "b/" + file,
            TREE.resolve(file).toAbsolutePath().toString(), edited.toString())
        .redirectOutput(patch.toFile())
        .start()
        .waitFor();
    return patch;
  }

  private static void assertIs(Verdict expected, TreeVerdict verdict) {
    assertEquals(expected, verdict.result().verdict(), () -> TreeText.report(verdict));
  }

  @Test
  void aMutantFailsAndWhatIsOnTopOfItDoesNot() throws Exception {
    List<TreeVerdict> verdicts =
        verdicts(patch("change-without-invalidation"), patch("comment"));
    assertIs(Verdict.FAILED, verdicts.get(0));
    Fault fault = verdicts.get(0).result().faults().get(0);
    assertEquals("tlb", fault.rule());
    assertTrue(
        fault.command().contains("--patch " + folder.resolve("change-without")), fault::command);
    assertIs(Verdict.PASSED, verdicts.get(1));
    String report = TreeText.report(verdicts.get(1));
    assertTrue(report.contains("what it is compared with shows it, too: tlb:"), report);
  }

  @Test
  void whatMeansNothingPasses() throws Exception {
    assertIs(Verdict.PASSED, verdicts(patch("reordered-statements")).get(0));
  }

  @Test
  void whatIsNoCIsBrokenAndNamesTheLine() throws Exception {
    String file = "arch/arm64/mm/pageattr.c";
    Path patch = patch("no-c", file, text -> text + "\nint int;\n");
    TreeVerdict verdict = verdicts(patch).get(0);
    assertIs(Verdict.BROKEN, verdict);
    assertTrue(TreeText.verdict(verdict).contains(": " + file + ":"), TreeText.verdict(verdict));
  }
}
