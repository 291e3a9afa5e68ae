package io.splitproof.fuzz.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.ExecutorFailure;
import io.splitproof.impl.kernel.KernelSource;
import io.splitproof.impl.kernel.KernelVariant.Flavour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate on a tree of one file, and a build whose executors say nothing. */
class TreeGateTest {

  private static final String SOURCE = "arch/arm64/mm/mmu.c";

  private static final String BUILDS =
      "if grep -q 'no C' \"$1/" + SOURCE + "\"; then\n"
          + "  echo \"build: $1/" + SOURCE + ":2: error: no C\"; exit 1\n"
          + "fi\n"
          + "mkdir -p \"$2\" && echo '#!/bin/sh' > \"$2/executor\" && chmod +x \"$2/executor\"\n";

  @TempDir private Path folder;
  private Path tree;
  private Path sources;

  @BeforeEach
  void aTreeAShelfAndABuild() throws IOException {
    tree = folder.resolve("tree");
    sources = Files.createDirectories(folder.resolve("sources"));
    Files.createDirectories(tree.resolve("arch/arm64/mm"));
    Files.writeString(tree.resolve(SOURCE), "one\ntwo\nthree\n");
    for (String part : GateSettings.SHELF) {
      Files.createDirectories(folder.resolve("shelf").resolve(part));
    }
    Files.writeString(
        folder.resolve("shelf/seeds/a.txt"), "machine 4K/48\nvm_unmap_aliases\n");
    build(BUILDS);
  }

  private void build(String script) throws IOException {
    Files.writeString(sources.resolve("build.sh"), script);
  }

  private Path patch(String name, String before, String after) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        "--- a/" + SOURCE + "\n+++ b/" + SOURCE + "\n@@ -1,3 +1,3 @@\n one\n-" + before + "\n+"
            + after + "\n three\n");
  }

  private List<String> verdicts(boolean alone, Path... patches) throws IOException {
    ExecutorCache cache =
        new ExecutorCache(tree, sources, folder.resolve("cache"), line -> {});
    List<String> options = List.of("--tree", tree.toString());
    TreeGateSettings settings =
        new TreeGateSettings(
            cache,
            new KernelSource(options, cache.built(), Flavour.FAST),
            List.of(patches),
            alone,
            true,
            Checks.ALL,
            Duration.ofSeconds(5),
            1,
            1,
            folder.resolve("shelf"),
            Files.createDirectories(folder.resolve("findings")));
    return new TreeGate(settings, line -> {}, System::nanoTime)
        .run(verdict -> {}).stream().map(TreeText::verdict).toList();
  }

  private static void assertStarts(String start, String verdict) {
    assertTrue(verdict.startsWith("gate: " + start), verdict);
  }

  @Test
  void aTreeThatCannotBeBuiltIsNotJudged() throws IOException {
    build("echo build: no gcc; exit 1");
    ExecutorFailure failure = assertThrows(ExecutorFailure.class, () -> verdicts(false));
    assertTrue(failure.getMessage().endsWith("build: no gcc"), failure::getMessage);
  }

  @Test
  void aPatchThatDoesNotApplyIsBrokenAndNamesTheHunk() throws IOException {
    List<String> verdicts = verdicts(false, patch("a.patch", "2", "zwei"));
    assertStarts("BROKEN a.patch: ", verdicts.get(0));
    assertTrue(verdicts.get(0).contains(SOURCE + ": Hunk #1 FAILED at 1; "), verdicts::toString);
  }

  @Test
  void aPatchThatBreaksTheBuildIsBrokenAndNamesTheLine() throws IOException {
    List<String> verdicts = verdicts(false, patch("a.patch", "two", "no C"));
    assertStarts("BROKEN a.patch: cannot build 4K/48", verdicts.get(0));
    String line = ": build: " + SOURCE + ":2: error: no C; ";
    assertTrue(verdicts.get(0).contains(line), verdicts::toString);
  }

  @Test
  void whatCannotBeJudgedDoesNotPass() throws IOException {
    List<String> verdicts = verdicts(false, patch("a.patch", "two", "zwei"));
    assertStarts("BROKEN a.patch: nothing could be judged: ", verdicts.get(0));
  }

  @Test
  void aSeriesIsAppliedOneOnTopOfTheOther() throws IOException {
    Path first = patch("1.patch", "two", "zwei");
    Path second = patch("2.patch", "zwei", "deux");
    assertStarts("BROKEN 2.patch: nothing could", verdicts(false, first, second).get(1));
    List<String> alone = verdicts(true, first, second);
    assertTrue(alone.get(1).contains("2.patch does not apply to "), alone::toString);
  }

  @Test
  void theTreeIsNotTouchedAndCopiesAreGone() throws IOException {
    verdicts(false, patch("a.patch", "two", "zwei"));
    assertEquals("one\ntwo\nthree\n", Files.readString(tree.resolve(SOURCE)));
    try (var left = Files.list(folder.resolve("cache/copies"))) {
      assertEquals(List.of(), left.toList());
    }
    try (var left = Files.list(folder.resolve("findings"))) {
      assertEquals(List.of(), left.toList());
    }
  }
}
