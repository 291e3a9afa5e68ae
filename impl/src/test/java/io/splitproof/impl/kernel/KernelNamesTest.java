package io.splitproof.impl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.impl.kernel.KernelVariant.Executor;
import io.splitproof.oracle.arch.Geometry;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the build says of names that the tree of {@code -Dsplitproof.tree} has no more: in one line,
 * which name, in which file of the tree, and where to say what it is called now.
 */
@EnabledIfSystemProperty(named = "splitproof.tree", matches = ".+")
class KernelNamesTest {

  private static final Executor SMALL = new Executor(Geometry.named("4K/48"), false);

  @TempDir private Path cache;

  private ExecutorCache executors() throws IOException {
    Path tree = Path.of(System.getProperty("splitproof.tree"));
    return new ExecutorCache(tree, Path.of("kernel").toAbsolutePath(), cache, line -> {});
  }

  private String complaint(String file, String name) throws IOException {
    ExecutorCache executors = executors();
    try (TreeCopy copy = executors.copy()) {
      copy.replace(file, text -> text.replaceAll("\\b" + name + "\\b", "renamed"));
      ExecutorCache changed = executors.of(copy);
      return assertThrows(ExecutorFailure.class, () -> changed.apply(SMALL)).getMessage();
    }
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "arch/arm64/mm/mmu.c, map_mem, 'impl/kernel/names'",
    "arch/arm64/mm/mmu.c, linear_map_requires_[a-z0-9]*, 'impl/kernel/names'",
    "arch/arm64/mm/mmu.c, pgtable_split_lock, 'impl/kernel/mmu.c'"
  })
  void aNameThatIsGoneIsSaidInOneLine(String file, String name, String teach)
      throws IOException {
    String complaint = complaint(file, name);
    String known = name.replaceAll("_\\[.*", "");
    assertEquals(1, complaint.lines().count(), complaint);
    for (String part : new String[] {known, file, teach}) {
      assertTrue(complaint.contains(part), () -> "no '" + part + "' in: " + complaint);
    }
  }
}
