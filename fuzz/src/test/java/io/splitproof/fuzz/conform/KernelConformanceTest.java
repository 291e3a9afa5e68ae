package io.splitproof.fuzz.conform;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.KernelVariant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernel of the tree that {@code -Dsplitproof.tree} names does what it did on its own, in every
 * recording; executors go to {@code -Dsplitproof.cache}. Without a tree there is nothing to test.
 */
@EnabledIfSystemProperty(named = "splitproof.tree", matches = ".+")
class KernelConformanceTest {

  private static KernelVariant kernel;

  @BeforeAll
  static void findTheTree() throws IOException {
    String tree = System.getProperty("splitproof.tree");
    Path cache = Path.of(System.getProperty("splitproof.cache", "target/kernel"));
    Path sources = Recordings.folder().resolve("../../impl/kernel");
    kernel =
        new KernelVariant(tree, new ExecutorCache(Path.of(tree), sources, cache, line -> {}));
  }

  static Stream<Path> recordings() throws IOException {
    return ConformanceTest.recordings();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recordings")
  void itDoesWhatItDidOnItsOwn(Path recording) throws IOException {
    ConformanceResult result = new Conformance(kernel).run(recording);
    assertTrue(result.conforms(), () -> result.summary() + "\n" + result.first());
  }
}
