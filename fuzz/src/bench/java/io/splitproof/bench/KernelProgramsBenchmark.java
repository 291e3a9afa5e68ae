package io.splitproof.bench;

import io.splitproof.impl.Variant;
import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.KernelVariant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Fork;

/**
 * The same programs on the kernel of the tree that {@code -jvmArgsAppend -Dsplitproof.tree=LINUX}
 * names, in an executor built for speed; it goes to {@code -Dsplitproof.cache=DIR}. Executor and
 * judge are two processes: to measure them on one core, run all under {@code taskset -c 0}.
 */
@Fork(1)
public class KernelProgramsBenchmark extends ProgramsBenchmark {

  @Override
  Variant variant() {
    String tree = System.getProperty("splitproof.tree");
    if (tree == null) {
      throw new IllegalStateException("-Dsplitproof.tree names no kernel tree");
    }
    Path cache = Path.of(System.getProperty("splitproof.cache", "target/kernel"));
    Path sources = Path.of(System.getProperty("splitproof.home", "")).resolve("impl/kernel");
    try {
      ExecutorCache executors =
          new ExecutorCache(Path.of(tree), sources, cache, System.err::println);
      return new KernelVariant(tree, executors, KernelVariant.Flavour.FAST);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
