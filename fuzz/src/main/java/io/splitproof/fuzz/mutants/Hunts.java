package io.splitproof.fuzz.mutants;

import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.KernelVariant.Executor;
import io.splitproof.impl.kernel.KernelVariant.Flavour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Hunts mutants in a tree, some side by side. */
public final class Hunts {

  private final ExecutorCache tree;
  private final Duration budget;
  private final int workers;
  private final long seed;

  /**
   * Creates it.
   *
   * @param tree builds what is hunted on
   * @param budget for each mutant
   * @param workers how many are hunted at a time, at least 1
   * @param seed decides which programs are run
   */
  public Hunts(ExecutorCache tree, Duration budget, int workers, long seed) {
    this.tree = tree;
    this.budget = budget;
    this.workers = workers;
    this.seed = seed;
  }

  /** The executors that hunts need. */
  public static List<Executor> executors() {
    return Executor.of(Hunt.GEOMETRY, Flavour.FAST);
  }

  /**
   * Hunts all of them.
   *
   * @param ended told of each when its hunt has ended, one at a time
   * @return how it went, in the same order
   * @throws IOException if no copy can be made
   */
  public List<HuntResult> run(List<Mutant> mutants, Consumer<HuntResult> ended)
      throws IOException {
    ExecutorService crew = Executors.newFixedThreadPool(workers);
    try {
      List<Future<HuntResult>> hunts =
          mutants.stream().map(mutant -> crew.submit(() -> run(mutant, ended))).toList();
      List<HuntResult> results = new ArrayList<>();
      for (Future<HuntResult> hunt : hunts) {
        results.add(hunt.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw problem(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      crew.shutdownNow();
    }
  }

  private static IOException problem(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof UncheckedIOException unchecked) {
      return unchecked.getCause();
    }
    return cause instanceof IOException checked ? checked : new IOException(cause);
  }

  private HuntResult run(Mutant mutant, Consumer<HuntResult> ended) throws IOException {
    HuntResult result = new Hunt(tree, budget, seed).run(mutant);
    synchronized (this) {
      ended.accept(result);
    }
    return result;
  }
}
