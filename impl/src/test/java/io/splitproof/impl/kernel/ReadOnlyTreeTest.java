package io.splitproof.impl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.impl.kernel.KernelVariant.Executor;
import io.splitproof.oracle.arch.Geometry;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A build leaves the tree of {@code -Dsplitproof.tree} as it was, folders and all. */
@EnabledIfSystemProperty(named = "splitproof.tree", matches = ".+")
class ReadOnlyTreeTest {

  @TempDir private Path cache;

  /** Every file and folder, with its size and when it was changed. */
  private static Map<Path, String> listing(Path tree) throws IOException {
    Map<Path, String> listing = new TreeMap<>();
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) {
            listing.put(folder, "folder of " + is.lastModifiedTime());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
            listing.put(file, is.size() + " bytes of " + is.lastModifiedTime());
            return FileVisitResult.CONTINUE;
          }
        });
    return listing;
  }

  @Test
  void aBuildLeavesTheTreeAsItWas() throws IOException {
    Path tree = Path.of(System.getProperty("splitproof.tree"));
    Map<Path, String> before = listing(tree);
    Path sources = Path.of("kernel").toAbsolutePath();
    Executor executor = new Executor(Geometry.named("64K/42"), true);
    Path built = new ExecutorCache(tree, sources, cache, line -> {}).apply(executor);
    assertTrue(built.startsWith(cache) && Files.isExecutable(built), built::toString);
    assertEquals(before, listing(tree));
  }
}
