package io.splitproof.fuzz.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

  /** Stores, barriers and invalidations of a program do not depend on those before it. */
  @Test
  void aResetLeavesNothingBehind() {
    Stores stores = new Stores();
    Runner runner = new Runner(kernel, Checks.ALL, stores, true);
    List<Program> programs = programs(100);
    List<String> before = new ArrayList<>();
    for (Program program : programs) {
      before.add(stores.of(runner, program));
    }
    for (int i = programs.size() - 1; i >= 0; i--) {
      assertEquals(before.get(i), stores.of(runner, programs.get(i)), programs.get(i)::toString);
    }
  }

  private static List<Program> programs(int count) {
    ProgramGenerator generator =
        new ProgramGenerator(new SplittableRandom(1), Clients.WELL_BEHAVED);
    return Stream.generate(generator::next)
        .filter(program -> isOrdinary(program.machine()))
        .limit(count)
        .toList();
  }

  private static boolean isOrdinary(MachineConfig machine) {
    return machine.geometry().equals(Geometry.named("4K/48"))
        && machine.kfence() == Kfence.NONE
        && !machine.debugPagealloc();
  }

  /** Everything that was stored and invalidated, as one number, and how often. */
  private static final class Stores implements MachineEvents {

    private long digest;
    private long count;

    String of(Runner runner, Program program) {
      runner.machine(program.machine());
      digest = 0;
      count = 0;
      RunResult result = runner.run(program);
      return result.isClean() + " at step " + result.step() + ", " + count + " events, " + digest;
    }

    private void add(long one, long two, long three) {
      digest = 31 * (31 * (31 * digest + one) + two) + three;
      count++;
    }

    @Override
    public void stored(long pa, long before, long after) {
      add(pa, before, after);
    }

    @Override
    public void filled(long pa, int entries, long first, long step) {
      add(pa, first, entries * step);
    }

    @Override
    public void invalidated(long start, long end, Invalidation invalidation) {
      add(start, end, invalidation.ordinal());
    }
  }
}
