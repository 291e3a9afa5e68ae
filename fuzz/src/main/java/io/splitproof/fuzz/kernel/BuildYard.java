package io.splitproof.fuzz.kernel;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.impl.kernel.ExecutorFailure;
import io.splitproof.impl.kernel.KernelVariant.Executor;
import io.splitproof.impl.kernel.KernelVariant.Flavour;
import io.splitproof.oracle.arch.Geometry;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Has executors built side by side, in the order in which somebody asks for them. What cannot be
 * built is told once, and is there for nobody from then on.
 */
public final class BuildYard
    implements Function<Executor, Path>, Predicate<Executor>, AutoCloseable {

  /** How long builds that are under way have to end when nobody wants them any more. */
  private static final int END_SECONDS = 10;

  private final Function<Executor, Path> cache;
  private final BiConsumer<Executor, ExecutorFailure> failed;
  private final ExecutorService builders;
  private final Map<Executor, CompletableFuture<Path>> builds = new ConcurrentHashMap<>();

  /**
   * Opens a yard.
   *
   * @param cache builds an executor, or finds it
   * @param atOnce how many are built at the same time, at least 1
   * @param failed told what cannot be built, and why, before anybody else notices
   */
  public BuildYard(
      Function<Executor, Path> cache, int atOnce, BiConsumer<Executor, ExecutorFailure> failed) {
    this.cache = cache;
    this.failed = failed;
    this.builders =
        Executors.newFixedThreadPool(
            atOnce,
            work -> {
              Thread thread = new Thread(work, "builder");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** What the machines of the catalogue need, what adds most first. */
  public static List<Executor> all(Flavour flavour) {
    Geometry first = Machines.standard().geometry();
    return Machines.all().stream()
        .filter(preset -> !preset.machine().geometry().isX86())
        .map(preset -> Executor.of(preset.machine(), flavour))
        .distinct()
        .sorted(
            Comparator.comparing(
                executor -> executor.kfence() && !executor.geometry().equals(first)))
        .toList();
  }

  /** Those of {@link #all} that are built before any program runs: as many as at once. */
  public static List<Executor> first(Flavour flavour) {
    List<Executor> all = all(flavour);
    int atOnce = Math.max(2, Runtime.getRuntime().availableProcessors());
    return all.subList(0, Math.min(all.size(), atOnce));
  }

  /** Asks for executors; comes back at once. */
  public void order(List<Executor> wanted) {
    wanted.forEach(this::build);
  }

  /** Asks for executors, and waits until each is built or cannot be. */
  public void await(List<Executor> wanted) {
    order(wanted);
    for (Executor executor : wanted) {
      try {
        apply(executor);
      } catch (ExecutorFailure failure) {
        // It has been told, and the others are still to come.
        continue;
      }
    }
  }

  private CompletableFuture<Path> build(Executor executor) {
    return builds.computeIfAbsent(
        executor, wanted -> CompletableFuture.supplyAsync(() -> built(wanted), builders));
  }

  private Path built(Executor executor) {
    try {
      return cache.apply(executor);
    } catch (ExecutorFailure failure) {
      if (!builders.isShutdown()) {
        failed.accept(executor, failure);
      }
      throw failure;
    }
  }

  /** Whether it is built, or nobody knows yet that it cannot be. */
  @Override
  public boolean test(Executor executor) {
    CompletableFuture<Path> build = builds.get(executor);
    return build == null || !build.isCompletedExceptionally();
  }

  /**
   * The file of an executor, when it is built.
   *
   * @throws ExecutorFailure if it cannot be
   */
  @Override
  public Path apply(Executor executor) {
    try {
      return build(executor).join();
    } catch (CompletionException problem) {
      if (problem.getCause() instanceof ExecutorFailure failure) {
        throw failure;
      }
      throw problem.getCause() instanceof RuntimeException cause ? cause : problem;
    }
  }

  /** Gives up what is not built yet. */
  @Override
  public void close() {
    builders.shutdownNow();
    try {
      builders.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
