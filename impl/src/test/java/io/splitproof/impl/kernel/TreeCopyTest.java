package io.splitproof.impl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tree of a few files, read only. */
class TreeCopyTest {

  private static final String MMU = "arch/arm64/mm/mmu.c";

  @TempDir private Path folder;
  private Path tree;
  private Path cache;

  @BeforeEach
  void makeATree() throws IOException {
    tree = folder.resolve("tree");
    cache = folder.resolve("cache");
    file(MMU, "one\ntwo\nthree\n");
    file("arch/arm64/mm/pageattr.c", "attributes\n");
    file("mm/vmalloc.c", "areas\n");
    file("Makefile", "all:\n");
    writable(false);
  }

  @AfterEach
  void letGo() throws IOException {
    writable(true);
  }

  private void file(String name, String text) throws IOException {
    Path file = tree.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void writable(boolean writable) throws IOException {
    try (var files = Files.walk(tree)) {
      files.forEach(file -> assertTrue(file.toFile().setWritable(writable)));
    }
  }

  private TreeCopy copy() throws IOException {
    return new TreeCopy(tree, cache);
  }

  private Path patch(String... lines) throws IOException {
    return Files.write(folder.resolve("a.patch"), List.of(lines));
  }

  private static String read(TreeCopy copy, String name) throws IOException {
    return Files.readString(copy.root().resolve(name));
  }

  @Test
  void aCopyHasWhatTheTreeHas() throws IOException {
    try (TreeCopy copy = copy()) {
      assertEquals("one\ntwo\nthree\n", read(copy, MMU));
      assertEquals("areas\n", read(copy, "mm/vmalloc.c"));
      assertEquals(Set.of(), copy.changed());
    }
  }

  @Test
  void aChangeStaysInTheCopy() throws IOException {
    try (TreeCopy copy = copy()) {
      copy.replace(MMU, text -> text.replace("two", "2"));
      assertEquals("one\n2\nthree\n", read(copy, MMU));
      assertEquals("one\ntwo\nthree\n", Files.readString(tree.resolve(MMU)));
      assertEquals("attributes\n", read(copy, "arch/arm64/mm/pageattr.c"));
      assertEquals(Set.of(MMU), copy.changed());
    }
  }

  @Test
  void bytesThatAreNoTextStay() throws IOException {
    writable(true);
    byte[] bytes = {(byte) 0xff, (byte) 0xc3, '\n'};
    Files.write(tree.resolve(MMU), bytes);
    try (TreeCopy copy = copy()) {
      copy.replace(MMU, UnaryOperator.identity());
      assertEquals(-1, Files.mismatch(tree.resolve(MMU), copy.root().resolve(MMU)));
    }
  }

  @Test
  void aPatchIsApplied() throws IOException {
    Path patch =
        patch(
            "Subject: a mail", "", "diff --git a/" + MMU + " b/" + MMU, "--- a/" + MMU,
            "+++ b/" + MMU, "@@ -1,3 +1,3 @@", " one", "-two", "+zwei", " three",
            "--- /dev/null", "+++ b/mm/new/file.c", "@@ -0,0 +1 @@", "+new",
            "--- a/mm/vmalloc.c", "+++ /dev/null", "@@ -1 +0,0 @@", "-areas");
    try (TreeCopy copy = copy()) {
      copy.apply(patch);
      assertEquals("one\nzwei\nthree\n", read(copy, MMU));
      assertEquals("new\n", read(copy, "mm/new/file.c"));
      assertFalse(Files.exists(copy.root().resolve("mm/vmalloc.c")));
      assertEquals(Set.of(MMU, "mm/new/file.c", "mm/vmalloc.c"), copy.changed());
    }
    assertTrue(Files.exists(tree.resolve("mm/vmalloc.c")));
  }

  @Test
  void aPatchThatDoesNotApplySaysWhatPatchSays() throws IOException {
    Path patch = patch("--- a/" + MMU, "+++ b/" + MMU, "@@ -1 +1 @@", "-four", "+five");
    try (TreeCopy copy = copy()) {
      PatchFailure failure = assertThrows(PatchFailure.class, () -> copy.apply(patch));
      assertTrue(failure.getMessage().contains("a.patch"), failure::getMessage);
      assertTrue(failure.getMessage().contains(MMU + ": Hunk #1 FAILED at 1"), failure::getMessage);
    }
    assertEquals("one\ntwo\nthree\n", Files.readString(tree.resolve(MMU)));
  }

  @Test
  void whatIsNoPatchIsRefused() throws IOException {
    Path patch = patch("nothing", "of the kind");
    try (TreeCopy copy = copy()) {
      assertThrows(PatchFailure.class, () -> copy.apply(patch));
    }
  }

  @Test
  void aPatchThatLeadsOutOfTheTreeIsRefused() throws IOException {
    Path patch =
        patch("--- a/../../out.c", "+++ b/../../out.c", "@@ -0,0 +1 @@", "+out");
    try (TreeCopy copy = copy()) {
      assertThrows(PatchFailure.class, () -> copy.apply(patch));
      assertFalse(Files.exists(copy.root().resolve("../../out.c")));
    }
  }

  @Test
  void nothingIsLeftWhenItIsClosed() throws IOException {
    try (TreeCopy copy = copy()) {
      copy.replace(MMU, text -> "");
    }
    assertEquals(0, left());
    assertEquals("one\ntwo\nthree\n", Files.readString(tree.resolve(MMU)));
  }

  @Test
  void copiesOfProcessesThatDiedAreSwept() throws IOException {
    Path copies = Files.createDirectories(cache.resolve("copies"));
    Files.createFile(copies.resolve("1-dead.lock"));
    Files.createDirectories(copies.resolve("1-dead/tree/mm"));
    Files.createSymbolicLink(copies.resolve("1-dead/tree/arch"), tree.resolve("arch"));
    try (TreeCopy one = copy();
        TreeCopy other = copy()) {
      assertFalse(Files.exists(copies.resolve("1-dead")));
      assertEquals("areas\n", read(one, "mm/vmalloc.c"));
      assertEquals("areas\n", read(other, "mm/vmalloc.c"));
    }
    assertEquals(0, left());
    assertTrue(Files.exists(tree.resolve(MMU)));
  }

  private long left() throws IOException {
    try (var files = Files.list(cache.resolve("copies"))) {
      return files.count();
    }
  }
}
