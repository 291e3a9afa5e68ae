package io.splitproof.fuzz.twins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.impl.linux.Linux72Hosted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The model of Linux 7.2 does what the kernel of {@code -Dsplitproof.tree} does, if that is 7.2.
 * Executors go to {@code -Dsplitproof.cache}.
 */
@EnabledIfSystemProperty(named = "splitproof.tree", matches = ".+")
class KernelTwinsTest {

  private static final int PROGRAMS = 400;

  @Test
  void theModelIsTheKernelsTwin() throws IOException {
    Path tree = Path.of(System.getProperty("splitproof.tree"));
    List<String> makefile = Files.readAllLines(tree.resolve("Makefile"));
    assumeTrue(makefile.containsAll(List.of("VERSION = 7", "PATCHLEVEL = 2")));
    Path cache = Path.of(System.getProperty("splitproof.cache", "target/kernel"));
    Path sources = Path.of(System.getProperty("splitproof.home", "..")).resolve("impl/kernel");
    KernelVariant kernel =
        new KernelVariant(tree.toString(), new ExecutorCache(tree, sources, cache, line -> {}));
    TwinSearch search = new TwinSearch(new Linux72Hosted(), kernel, true);
    search.run(1, PROGRAMS, 1, () -> false);
    assertEquals(Map.of(), search.found());
    assertEquals(6, search.tallies().size());
  }
}
