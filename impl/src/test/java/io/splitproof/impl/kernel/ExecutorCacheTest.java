package io.splitproof.impl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.impl.kernel.KernelVariant.Executor;
import io.splitproof.impl.kernel.KernelVariant.Flavour;
import io.splitproof.oracle.arch.Geometry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a build that takes no kernel: what is built when, and where it goes. */
class ExecutorCacheTest {

  private static final Executor SMALL = new Executor(Geometry.named("4K/39"), false);

  @TempDir private Path folder;
  private final List<String> built = Collections.synchronizedList(new ArrayList<>());
  private Path tree;
  private Path sources;

  @BeforeEach
  void makeATree() throws IOException {
    tree = folder.resolve("tree");
    sources = folder.resolve("sources");
    Files.createDirectories(tree.resolve("arch/arm64/mm"));
    Files.createDirectories(sources);
    Files.writeString(tree.resolve("arch/arm64/mm/mmu.c"), "int one;\n");
    build("echo \"$3 $4 $5\" > \"$2/executor\" && chmod +x \"$2/executor\"");
  }

  private void build(String script) throws IOException {
    Files.writeString(sources.resolve("build.sh"), script + "\n");
  }

  private ExecutorCache cache() throws IOException {
    return new ExecutorCache(tree, sources, folder.resolve("cache"), built::add);
  }

  @Test
  void anExecutorIsBuiltOnce() throws IOException {
    Path file = cache().apply(SMALL);
    assertEquals("4K/39 no-kfence fast\n", Files.readString(file));
    assertEquals(file, cache().apply(SMALL));
    assertEquals(1, built.size(), built::toString);
  }

  @Test
  void eachConfigurationHasItsOwn() throws IOException {
    Path other = cache().apply(new Executor(SMALL.geometry(), true));
    assertNotEquals(other, cache().apply(SMALL));
    assertEquals("4K/39 kfence fast\n", Files.readString(other));
  }

  @Test
  void eachFlavourHasItsOwn() throws IOException {
    Executor finding = new Executor(SMALL.geometry(), false, Flavour.FINDING);
    assertEquals("4K/39 no-kfence finding\n", Files.readString(cache().apply(finding)));
    assertNotEquals(cache().file(SMALL), cache().file(finding));
  }

  @Test
  void manyAreBuiltSideBySide() throws IOException {
    List<Executor> all = Executor.all(Flavour.FAST);
    cache().buildAll(all);
    assertTrue(all.stream().allMatch(one -> Files.exists(fileOf(one))), built::toString);
    assertEquals(all.size(), built.size(), built::toString);
  }

  @Test
  void ofManyThatFailOneSaysWhy() throws IOException {
    build("echo build: no clang; exit 1");
    ExecutorCache cache = cache();
    List<Executor> all = Executor.of(SMALL.geometry(), Flavour.FINDING);
    ExecutorFailure failure = assertThrows(ExecutorFailure.class, () -> cache.buildAll(all));
    assertTrue(failure.getMessage().endsWith("build: no clang"), failure::getMessage);
  }

  private Path fileOf(Executor executor) {
    try {
      return cache().file(executor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aTreeThatChangesIsBuiltAgain() throws IOException {
    Path before = cache().apply(SMALL);
    Files.writeString(tree.resolve("arch/arm64/mm/mmu.c"), "int one, two;\n");
    assertNotEquals(before, cache().apply(SMALL));
  }

  @Test
  void aBuildThatChangesIsDoneAgain() throws IOException {
    Path before = cache().apply(SMALL);
    build("printf other > \"$2/executor\" && chmod +x \"$2/executor\"");
    assertNotEquals(before, cache().file(SMALL));
    assertEquals("other", Files.readString(cache().apply(SMALL)));
  }

  @Test
  void nothingIsLeftInTheTree() throws IOException {
    cache().apply(SMALL);
    try (var files = Files.walk(tree)) {
      assertEquals(1, files.filter(Files::isRegularFile).count());
    }
  }

  @Test
  void aBuildThatFailsSaysWhy() throws IOException {
    build("echo one; echo 'build: mmu.c has no such name' >&2; exit 1");
    ExecutorFailure failure = assertThrows(ExecutorFailure.class, () -> cache().apply(SMALL));
    assertTrue(
        failure.getMessage().endsWith("build: mmu.c has no such name"), failure::getMessage);
  }

  @Test
  void aCopyIsBuiltByItselfAndGoesWithWhatWasBuilt() throws IOException {
    build("cat \"$1/arch/arm64/mm/mmu.c\" > \"$2/executor\" && chmod +x \"$2/executor\"");
    ExecutorCache cache = cache();
    Path built;
    try (TreeCopy copy = cache.copy()) {
      copy.replace("arch/arm64/mm/mmu.c", text -> text.replace("one", "two"));
      built = cache.of(copy).apply(SMALL);
      assertEquals("int two;\n", Files.readString(built));
      assertEquals("int one;\n", Files.readString(cache.apply(SMALL)));
    }
    assertFalse(Files.exists(built));
  }
}
