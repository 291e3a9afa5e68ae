package io.splitproof.fuzz.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.impl.kernel.ExecutorFailure;
import io.splitproof.impl.kernel.KernelVariant.Executor;
import io.splitproof.impl.kernel.KernelVariant.Flavour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BuildYardTest {

  private static final List<Executor> ALL = BuildYard.all(Flavour.FAST);
  private static final Executor FIRST = ALL.get(0);
  private static final Executor SECOND = ALL.get(1);

  private final Map<Executor, String> failed = new ConcurrentHashMap<>();

  private BuildYard yard(Function<Executor, Path> cache) {
    return new BuildYard(cache, 2, (executor, why) -> failed.put(executor, why.getMessage()));
  }

  private static Path file(Executor executor) {
    return Path.of(executor.toString());
  }

  @Test
  void everyMachineOfTheCatalogueHasItsExecutorOnce() {
    assertEquals(new HashSet<>(ALL).size(), ALL.size());
    assertEquals(new HashSet<>(Executor.all(Flavour.FAST)), new HashSet<>(ALL));
    assertEquals(Executor.of(Machines.standard(), Flavour.FAST), FIRST);
    assertTrue(SECOND.kfence());
    assertEquals(FIRST.geometry(), SECOND.geometry());
  }

  @Test
  void executorsAreBuiltSideBySide() {
    CyclicBarrier together = new CyclicBarrier(2);
    Function<Executor, Path> cache =
        executor -> {
          try {
            together.await();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
          return file(executor);
        };
    try (BuildYard yard = yard(cache)) {
      yard.await(List.of(FIRST, SECOND));
      assertEquals(file(FIRST), yard.apply(FIRST));
    }
  }

  @Test
  void whatCannotBeBuiltIsToldOnceAndIsNotThere() {
    Function<Executor, Path> cache =
        executor -> {
          if (executor.equals(SECOND)) {
            throw new ExecutorFailure("no such name");
          }
          return file(executor);
        };
    try (BuildYard yard = yard(cache)) {
      assertTrue(yard.test(SECOND));
      yard.await(ALL);
      assertFalse(yard.test(SECOND));
      assertTrue(yard.test(FIRST));
      assertThrows(ExecutorFailure.class, () -> yard.apply(SECOND));
      assertEquals(Map.of(SECOND, "no such name"), failed);
    }
  }

  @Test
  void aCacheThatCannotBeWrittenIsNoFaultOfTheTree() {
    Function<Executor, Path> cache =
        executor -> {
          throw new UncheckedIOException(new IOException("read-only"));
        };
    try (BuildYard yard = yard(cache)) {
      assertThrows(UncheckedIOException.class, () -> yard.await(ALL));
      assertEquals(Map.of(), failed);
    }
  }

  @Test
  void whatIsNotBuiltYetIsGivenUp() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Function<Executor, Path> cache =
        executor -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          throw new ExecutorFailure("interrupted");
        };
    BuildYard yard = yard(cache);
    yard.order(List.of(FIRST));
    begun.await();
    yard.close();
    interrupted.await();
    assertEquals(Map.of(), failed);
  }
}
