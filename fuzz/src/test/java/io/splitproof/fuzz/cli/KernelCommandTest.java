package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kernel} says of what it was given, without a kernel. */
class KernelCommandTest {

  @TempDir private Path folder;

  @Test
  void withoutATreeThereIsNothingToJudge() {
    assertRefused("--tree LINUX is missing", "kernel", "replay", program());
    assertRefused("--tree LINUX is missing", "kernel", "build");
    assertRefused("--tree LINUX is missing", "kernel", "doctor");
  }

  @Test
  void aSearchNeedsATree() {
    assertRefused("--tree LINUX is missing", "kernel", "fuzz");
    assertRefused("--tree LINUX is missing", "kernel", "minimize", program());
    assertRefused("no arch/arm64/mm/pageattr.c", "kernel", "fuzz", "--tree", folder);
    assertRefused(
        "--tree and --variant both",
        "minimize", "--tree", folder, "--variant", "v7", program());
  }

  @Test
  void aGateNeedsATreeAndPatchesThatAreSome() throws IOException {
    assertRefused("--tree LINUX is missing", "kernel", "gate");
    Path tree = tree();
    Path none = folder.resolve("none.patch");
    assertRefused(none + ": no such file", "kernel", "gate", "--tree", tree, "--patch", none);
    Object[] wrong = {"kernel", "gate", "--tree", tree, "--patch", program()};
    assertRefused("p.txt: no patch, as no line begins with '+++ '", wrong);
  }

  @Test
  void aPatchThatDoesNotApplyIsRefused() throws IOException {
    Path tree = tree();
    Path patch =
        Files.writeString(
            folder.resolve("a.patch"),
            "--- a/arch/arm64/mm/pageattr.c\n+++ b/arch/arm64/mm/pageattr.c\n"
                + "@@ -1 +1 @@\n-two\n+three\n");
    assertRefused(
        "a.patch does not apply to " + tree + ": arch/arm64/mm/pageattr.c: Hunk #1 FAILED at 1",
        "kernel", "replay", "--tree", tree, "--cache", folder.resolve("cache"),
        "--patch", patch, program());
  }

  @Test
  void aFolderThatIsNoTreeIsRefused() {
    assertRefused(
        "has no arch/arm64/mm/pageattr.c; expected a Linux source tree",
        "kernel", "conform", "--tree", folder, program());
  }

  @Test
  void aTreeThatIsTooOldIsRefused() throws IOException {
    Path mm = Files.createDirectories(folder.resolve("arch/arm64/mm"));
    Files.writeString(mm.resolve("pageattr.c"), "");
    Files.writeString(mm.resolve("mmu.c"), "int arch_add_memory(int nid)\n");
    assertRefused(
        "has no split_kernel_leaf_mapping(); expected Linux 6.18 or later",
        "kernel", "build", "--tree", folder);
  }

  @Test
  void aCacheThatIsNoFolderOrInTheTreeIsRefused() throws IOException {
    Path mm = Files.createDirectories(folder.resolve("tree/arch/arm64/mm"));
    Files.writeString(mm.resolve("pageattr.c"), "");
    Files.writeString(mm.resolve("mmu.c"), "int split_kernel_leaf_mapping(void)\n");
    Path tree = folder.resolve("tree");
    assertRefused(
        "is no folder and none can be made there",
        "kernel", "build", "--tree", tree, "--cache", program());
    assertRefused(
        "lies in the tree, which is only read",
        "kernel", "build", "--tree", tree, "--cache", tree.resolve("cache"));
    assertFalse(Files.exists(tree.resolve("cache")));
  }

  @Test
  void aTreeAndAVariantAreOneTooMany() {
    assertRefused(
        "--tree and --variant both say what is judged",
        "replay", "--tree", folder, "--variant", "v7", program());
  }

  @Test
  void anUnknownGeometryIsRefused() {
    assertRefused("no geometry '5K/48'", "kernel", "build", "--tree", "linux", "5K/48");
  }

  /** What looks like a tree. */
  private Path tree() throws IOException {
    Path mm = Files.createDirectories(folder.resolve("tree").resolve("arch/arm64/mm"));
    Files.writeString(mm.resolve("pageattr.c"), "one\n");
    Files.writeString(mm.resolve("mmu.c"), "int split_kernel_leaf_mapping(void);\n");
    return folder.resolve("tree");
  }

  /** A program that is there, in the folder of the test. */
  private Path program() {
    try {
      return Files.writeString(folder.resolve("p.txt"), "machine 4K/48\nvm_unmap_aliases\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertRefused(String reason, Object... args) {
    CommandLineRun.of(args).assertComplains(reason);
  }
}
