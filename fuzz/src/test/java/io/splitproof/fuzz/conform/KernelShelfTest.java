package io.splitproof.fuzz.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.oracle.contract.MachineEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernel of the tree that {@code -Dsplitproof.tree} names has every open finding of Linux 7.2,
 * by the same signature, and passes what must stay clean.
 */
@EnabledIfSystemProperty(named = "splitproof.tree", matches = ".+")
class KernelShelfTest {

  private static final String FINDS = "# finds ";

  private static final Path SHELF = Recordings.folder().resolveSibling("");

  /** Programs of machines that take few executors, and whose memory is not out of their reach. */
  static Stream<Path> programs() throws IOException {
    Stream.Builder<Path> programs = Stream.builder();
    for (String folder : List.of("open", "regressions", "seeds")) {
      try (Stream<Path> files = Files.list(SHELF.resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith(".txt"))
            .filter(file -> !file.endsWith("edge-hot-plug.txt"))
            .sorted()
            .forEach(programs);
      }
    }
    return programs.build().filter(KernelShelfTest::isOrdinary);
  }

  private static boolean isOrdinary(Path file) {
    String geometry = program(file).machine().geometry().name();
    return geometry.equals("4K/48") || geometry.equals("16K/48");
  }

  private static Program program(Path file) {
    return ProgramText.parse(text(file));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void itDoesAsTheHeaderSays(Path file) throws IOException {
    String tree = System.getProperty("splitproof.tree");
    Path cache = Path.of(System.getProperty("splitproof.cache", "target/kernel"));
    Path sources = SHELF.resolveSibling("impl").resolve("kernel");
    KernelVariant kernel =
        new KernelVariant(tree, new ExecutorCache(Path.of(tree), sources, cache, line -> {}));
    Runner runner = new Runner(kernel, Checks.ALL, MachineEvents.NONE, true);
    RunResult result = runner.run(program(file));
    String expected =
        text(file)
            .lines()
            .filter(line -> line.startsWith(FINDS))
            .map(line -> line.substring(FINDS.length()))
            .findFirst()
            .orElse("nothing");
    assertEquals(expected, result.isClean() ? "nothing" : result.divergence().signature());
  }
}
