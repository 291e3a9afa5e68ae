package io.splitproof.impl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.impl.kernel.KernelVariant.Executor;
import io.splitproof.oracle.arch.Geometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What a changed copy of the tree that {@code -Dsplitproof.tree} names is built from again. A
 * change that makes compilers fail shows that what reads it was compiled.
 */
@EnabledIfSystemProperty(named = "splitproof.tree", matches = ".+")
class StagesTest {

  private static final Executor EXECUTOR = new Executor(Geometry.named("4K/48"), false);
  private static final String ERROR = "\n#error this was compiled\n";

  private final ExecutorCache original =
      new ExecutorCache(
          Path.of(System.getProperty("splitproof.tree")),
          Path.of(System.getProperty("splitproof.home", ".."), "impl", "kernel"),
          Path.of(System.getProperty("splitproof.cache")),
          line -> {});

  StagesTest() throws IOException {}

  @Test
  void onlyWhatReadsAChangedFileIsCompiled() throws IOException {
    try (TreeCopy copy = original.copy()) {
      copy.replace("arch/arm64/mm/mmu.c", text -> text + "\n");
      Path built = original.of(copy).apply(EXECUTOR);
      assertTrue(Files.isRegularFile(built.resolveSibling("mmu.s")));
      assertTrue(Files.isSymbolicLink(built.resolveSibling("pageattr.o")));
      assertTrue(Files.isSymbolicLink(built.resolveSibling("include")));
    }
  }

  @Test
  void aCopyLikeItsTreeIsTheSame() throws IOException {
    try (TreeCopy copy = original.copy()) {
      Path built = original.of(copy).apply(EXECUTOR);
      assertEquals(-1, Files.mismatch(original.file(EXECUTOR), built));
    }
  }

  @Test
  void whatReadsAChangedHeaderIsCompiled() throws IOException {
    assertCompiles("include/linux/pagewalk.h");
    assertCompiles("arch/arm64/include/asm/pgtable-hwdef.h");
    assertCompiles("include/linux/mmzone.h");
    assertCompiles("lib/rbtree.c");
  }

  private void assertCompiles(String file) throws IOException {
    try (TreeCopy copy = original.copy()) {
      copy.replace(file, text -> text + ERROR);
      ExecutorCache changed = original.of(copy);
      ExecutorFailure failure =
          assertThrows(ExecutorFailure.class, () -> changed.apply(EXECUTOR), file);
      assertTrue(failure.getMessage().contains("this was compiled"), failure::getMessage);
    }
  }

  @Test
  void aChangedConfigurationIsMadeFromTheStart() throws IOException {
    try (TreeCopy copy = original.copy()) {
      copy.replace("mm/Kconfig", text -> text + "\nthis is no Kconfig\n");
      ExecutorCache changed = original.of(copy);
      assertThrows(ExecutorFailure.class, () -> changed.apply(EXECUTOR));
    }
  }
}
